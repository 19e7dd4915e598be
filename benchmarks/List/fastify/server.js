'use strict';

// GET /api/migrations with Fastify and node-postgres, done well: prepared statements, counters, one process a core.
// Environment: PORT, WORKERS, TOKEN_CACHE_SECONDS (0 = none), and libpq's PGHOST, PGPORT, PGUSER, PGDATABASE.

const cluster = require('node:cluster');
const workers = Number(process.env.WORKERS || 1);

if (workers > 1 && cluster.isPrimary) {
  for (let i = 0; i < workers; i++) {
    cluster.fork();
  }
} else {
  serve();
}

function serve() {
  const { createPool } = require('./database');
  const { createTokens } = require('./tokens');
  const { createList } = require('./list');
  const { answer } = require('./schema');

  const pool = createPool(Math.ceil(16 / workers));
  const findCaller = createTokens(pool, Number(process.env.TOKEN_CACHE_SECONDS || 0));
  const list = createList(pool);
  const app = require('fastify')({ logger: false });

  app.get('/api/migrations', { schema: { response: { 200: answer } } }, async (request, reply) => {
    const caller = await findCaller(request.headers['x-api-token']);
    return caller ? list(caller, request.query) : reply.code(401).send();
  });
  app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}
