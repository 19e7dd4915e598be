'use strict';

const { createHash } = require('node:crypto');
const { prepared } = require('./database');

const findCaller = `SELECT customer_id, is_admin FROM api_tokens
  WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

/** Makes a function that finds whose token it is, and remembers it for some seconds. */
function createTokens(pool, seconds) {
  const known = new Map();

  return async (token) => {
    if (!token) {
      return undefined;
    }
    const remembered = known.get(token);
    if (remembered && Date.now() < remembered.forgetAt) {
      return remembered.caller;
    }
    const hash = createHash('sha256').update(token).digest();
    const caller = (await pool.query(prepared(findCaller, [hash]))).rows[0];
    if (caller && seconds > 0) {
      known.set(token, { caller, forgetAt: Date.now() + seconds * 1000 });
    }
    return caller;
  };
}

module.exports = { createTokens };
