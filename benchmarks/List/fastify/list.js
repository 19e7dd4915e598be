'use strict';

const { prepared } = require('./database');
const { createTerm } = require('./search');

const lateAfterMs = 15 * 60 * 1000;
const deepOffset = 1000;
const order = 'ORDER BY m.created_at DESC, m.id DESC';
const columns = `m.status, m.step, m.code, m.csv_file_name, m.original_csv_file_name, m.csv_file_size, m.preset, m.resources_has_errors,
  m.admin_first_execution_override, m.admin_second_execution_override, m.resource_count, m.execute_now, m.owner,
  m.created_at, m.updated_at, m.first_execution_date, m.second_execution_date, m.from_date`;

function createList(pool) {
  return async (caller, query) => {
    const page = Number(query.page || 1);
    const per = Number(query.per || 25);
    const { total, rows } = await read(pool, caller, query, page, per);
    const lateThreshold = Date.now() - lateAfterMs;
    return {
      resources: rows.map((row) => toResource(row, lateThreshold)),
      pagination: {
        per,
        page,
        total_pages: Math.ceil(total / per),
        query: query.query || null,
        filter: null,
        status: query.status || null,
        sort_field: 'created_at',
        sort: 'desc',
        total_records: total,
      },
    };
  };
}

function read(pool, caller, query, page, per) {
  const list = createAsker(pool, caller, query, page, per);
  return query.query ? search(list, createTerm(query.query), page * per) : readPlain(list);
}

async function readPlain(list) {
  const [total, rows] = await Promise.all([list.size(), list.rows()]);
  return { total, rows };
}

async function search(list, term, end) {
  const lookThrough = (parameter) => `strpos(m.searchable_text, ${parameter(term.folded)}) > 0`;
  const byGrams = (parameter) => `search_grams(m.searchable_text) @@ (SELECT ${parameter(term.grams)}::tsquery)`;
  const byIndex = term.isExact ? byGrams : (parameter) => `${byGrams(parameter)} AND ${lookThrough(parameter)}`;

  // One customer's migrations are few enough to look through them. Where many match, the page is met early on a walk through the list.
  const matches = list.isOfOne ? lookThrough : byIndex;
  const [total, all] = await Promise.all([list.count(matches), list.size()]);
  const walk = end * all < total * total;
  return { total, rows: await (walk ? list.rows(lookThrough) : list.sortedRows(matches)) };
}

/** What can be asked about one list; a search is given as a function that makes its condition. */
function createAsker(pool, caller, query, page, per) {
  const offset = (page - 1) * per;
  const isOfOne = !caller.is_admin || Boolean(query.customer_code);

  const ask = async (makeText) => {
    const values = [];
    const parameter = (value) => `$${values.push(value)}`;
    const customer = caller.is_admin
      ? query.customer_code && `(SELECT id FROM customers WHERE code = ${parameter(query.customer_code)})`
      : parameter(caller.customer_id);
    const owner = customer && `m.customer_id = ${customer}`;
    const status = query.status && `m.status = ${parameter(query.status)}`;
    return (await pool.query(prepared(makeText(owner, status, parameter), values))).rows;
  };

  const slice = (parameter) => `${order} LIMIT ${parameter(per)} OFFSET ${parameter(offset)}`;
  const keysFirst = (from, parameter) =>
    `SELECT ${columns} FROM (SELECT m.id ${from} ${slice(parameter)}) page JOIN migrations m ON m.id = page.id ${order}`;

  return {
    isOfOne,
    size: async () => (await ask((owner, status) =>
      `SELECT coalesce(sum(m.total), 0)::bigint AS total FROM migration_counts m ${where(owner || 'm.customer_id = 0', status)}`))[0].total,
    count: async (condition) => (await ask((owner, status, parameter) =>
      `SELECT count(*) AS total FROM migrations m ${where(owner, status, condition(parameter))}`))[0].total,
    rows: (condition) => ask((owner, status, parameter) => {
      const matches = `FROM migrations m ${where(owner, status, condition && condition(parameter))}`;
      return condition || offset > deepOffset ? keysFirst(matches, parameter) : `SELECT ${columns} ${matches} ${slice(parameter)}`;
    }),
    // All matches are found before they are sorted; to make each text's grams on a walk takes long.
    sortedRows: (condition) => ask((owner, status, parameter) =>
      keysFirst(`FROM (SELECT * FROM migrations m ${where(owner, status, condition(parameter))} OFFSET 0) m`, parameter)),
  };
}

function where(...conditions) {
  const present = conditions.filter(Boolean);
  return present.length ? `WHERE ${present.join(' AND ')}` : '';
}

function toResource(row, lateThreshold) {
  const due = nextExecution(row);
  return {
    ...row,
    status_detail: row.step && row.step.replaceAll('_', ' '),
    resources: row.resource_count,
    can_delete: row.status !== 'validating' && row.status !== 'running',
    is_late: due !== null && due.getTime() < lateThreshold,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    first_execution_date: row.first_execution_date && row.first_execution_date.toISOString(),
    second_execution_date: row.second_execution_date && row.second_execution_date.toISOString(),
    from_date: row.from_date && row.from_date.toISOString(),
  };
}

function nextExecution(row) {
  switch (row.status) {
    case 'validating':
    case 'to_schedule':
      return row.first_execution_date;
    case 'scheduled':
      return row.step === 'first_execution' ? row.first_execution_date : row.second_execution_date;
    case 'running':
      return row.step === 'first_execution' ? row.second_execution_date : null;
    default:
      return null;
  }
}

module.exports = { createList };
