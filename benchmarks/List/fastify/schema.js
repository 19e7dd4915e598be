'use strict';

// Fastify compiles this into a serializer that is faster than JSON.stringify.

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const integer = { type: 'integer' };
const flag = { type: 'boolean' };
const object = (properties) => ({ type: 'object', properties });

const migration = object({
  status: text,
  status_detail: textOrNull,
  code: text,
  csv_file_name: text,
  original_csv_file_name: text,
  csv_file_size: integer,
  preset: text,
  resources_has_errors: flag,
  admin_first_execution_override: flag,
  admin_second_execution_override: flag,
  resources: integer,
  can_delete: flag,
  execute_now: flag,
  is_late: flag,
  owner: text,
  created_at: text,
  updated_at: text,
  first_execution_date: textOrNull,
  second_execution_date: textOrNull,
  from_date: textOrNull,
});

const pagination = object({
  per: integer,
  page: integer,
  total_pages: integer,
  query: textOrNull,
  filter: textOrNull,
  status: textOrNull,
  sort_field: text,
  sort: text,
  total_records: integer,
});

module.exports = { answer: object({ resources: { type: 'array', items: migration }, pagination }) };
