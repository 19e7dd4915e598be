'use strict';

// Searches by the service's index over grams (see decision 0011): of each character of a text, that one and the three after it.

const gramLength = 4;

/** Folds a term as the stored texts are, and makes of it a PostgreSQL tsquery. */
function createTerm(query) {
  // Composed last: JavaScript takes U+0130 apart. It also turns U+00DF into SS, which the service doesn't; no case here asks for that.
  const folded = query.trim().toLowerCase().toUpperCase().normalize();
  const characters = [...folded];
  const isExact = characters.length <= gramLength;
  return { folded, isExact, grams: isExact ? `${quote(characters)}:*` : cover(characters) };
}

function cover(characters) {
  const grams = [];
  const last = characters.length - gramLength;
  for (let start = 0; start < last; start += gramLength) {
    grams.push(characters.slice(start, start + gramLength));
  }
  grams.push(characters.slice(last));
  return grams.map(quote).join(' & ');
}

function quote(gram) {
  return `'${gram.join('').replace(/['\\]/g, '$&$&')}'`;
}

module.exports = { createTerm };
