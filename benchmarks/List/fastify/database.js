'use strict';

const { Pool, types } = require('pg');

// A bigint comes as text; none here is beyond what a number holds.
types.setTypeParser(types.builtins.INT8, Number);

const names = new Map();

/** A statement that each connection prepares once, by a name that stands for its text. */
function prepared(text, values) {
  if (!names.has(text)) {
    names.set(text, `s${names.size}`);
  }
  return { name: names.get(text), text, values };
}

// As the service's connections are set.
const options = '-c jit=off -c work_mem=32MB';

module.exports = { createPool: (max) => new Pool({ max, options }), prepared };
