import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { bodyOf, createMigrationsClient, follow, resourceOf, walk, MigrationsError, type components, type Migration } from "hosting-migrations-client";

type CreateMigration = components["schemas"]["CreateMigration"];

const { MIGRATIONS_URL: url = "", MIGRATIONS_TOKEN: token = "", SOURCE_SERVER: source = "", SOURCE_PASSWORD: password = "" } = process.env;
const deadline_milliseconds = 120_000;

let sent = "";
const client = createMigrationsClient({
  url,
  token,
  fetch: async request => {
    sent = await request.clone().text();
    return fetch(request);
  },
});

// A customer has few slots, which a migration keeps until it has ended.
const mine: string[] = [];
afterEach(async () => {
  for (const code of mine.splice(0)) {
    await statesOf(code);
    await client.DELETE("/api/migrations/{migration_code}", { params: { path: { migration_code: code } } });
  }
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function create(body: Pick<CreateMigration, "execute_now"> & Partial<CreateMigration>, bobsPassword = password): Promise<string> {
  const rows = [`ann@acme.example;${source};ann@acme.example;${password}`, `bob@acme.example;${source};bob@acme.example;${bobsPassword}`];
  const created = await bodyOf(client.POST("/api/migrations", {
    body: { csv_file_name: "mailboxes.csv", csv_file_content: rows.join("\n"), preset: "standard_no_ssl", date_filter_preset: "all", ...body },
  }));
  assert.match(created.resource_code, /^MG\d{8}$/);
  mine.push(created.resource_code);
  return created.resource_code;
}

async function statesOf(code: string): Promise<[string, string | null][]> {
  const states: [string, string | null][] = [];
  for await (const { status, status_detail } of follow(client, code, { every: 100, signal: AbortSignal.timeout(deadline_milliseconds) })) {
    states.push([status, status_detail]);
  }
  return states;
}

async function mailboxesOf(code: string) {
  const { resources } = await bodyOf(client.GET("/api/migrations/{migration_code}/resources", { params: { path: { migration_code: code } } }));
  const [ann, bob] = resources;
  assert.equal(resources.length, 2);
  assert.ok(ann && bob);
  return { ann, bob };
}

test("A mailbox with a wrong password fails, is repaired, and is copied with a retry", async () => {
  const code = await create({ execute_now: true }, "wrong");

  assert.deepEqual((await statesOf(code)).at(-1), ["completed_with_errors", "first execution"]);
  const failed = await mailboxesOf(code);
  assert.equal(failed.ann.first_execution_run.status, "success");
  assert.equal(failed.ann.first_execution_run.messages_total, 120);
  assert.equal(failed.ann.first_execution_run.messages_failed, 0);
  assert.equal(failed.bob.status, "error");
  assert.equal(failed.bob.test_run.error, "auth");
  assert.deepEqual(failed.bob.first_execution_run, {});
  assert.deepEqual(failed.bob.error_details.map(detail => [detail.code, detail.run]), [["auth", "test_run"]]);

  const repaired = await resourceOf(client.PATCH("/api/migrations/{migration_code}/resources/{resource_code}", {
    params: { path: { migration_code: code, resource_code: failed.bob.code } },
    body: { remote_password: password },
  }));
  assert.equal(repaired.code, failed.bob.code);
  assert.equal(sent, JSON.stringify({ remote_password: password }));
  const retried = await resourceOf(client.POST("/api/migrations/{migration_code}/retry", { params: { path: { migration_code: code } } }));
  assert.equal(retried.status, "running");

  assert.deepEqual((await statesOf(code)).at(-1), ["completed", "first execution"]);
  const { ann, bob } = await mailboxesOf(code);
  assert.deepEqual([ann.status, bob.status], ["success", "success"]);
  assert.deepEqual(bob.error_details, []);
  assert.equal(bob.first_execution_run.messages_total, 120);
  assert.equal(bob.first_execution_run.messages_failed, 0);
});

test("What a PATCH leaves out stays, and null takes it away", async () => {
  const [first, second, moved] = [inDays(1), inDays(2), inDays(1.5)];
  const code = await create({ execute_now: false, first_execution_date: first, second_execution_date: second });
  assert.deepEqual((await statesOf(code)).at(-1), ["scheduled", "first execution"]);
  const patch = (body: components["schemas"]["RescheduleMigration"]) =>
    resourceOf(client.PATCH("/api/migrations/{migration_code}", { params: { path: { migration_code: code } }, body }));

  const without = await patch({ first_execution_date: moved });
  assert.equal(sent, JSON.stringify({ first_execution_date: moved }));
  assert.deepEqual([without.first_execution_date, without.second_execution_date], [moved, second]);

  const withNull = await patch({ second_execution_date: null });
  assert.equal(sent, '{"second_execution_date":null}');
  assert.deepEqual([withNull.first_execution_date, withNull.second_execution_date], [moved, null]);
});

test("The compiler holds apart what may be null and what may only be left out", () => {
  const bodies: components["schemas"]["RescheduleMigration"][] = [
    { second_execution_date: null },
    // @ts-expect-error A first execution can't be taken away.
    { first_execution_date: null },
    // @ts-expect-error Left out and undefined are not the same.
    { second_execution_date: undefined },
  ];
  assert.equal(bodies.length, 3);
});

test("A walk shows each migration once, whatever the size of a page", async () => {
  const codes = [await create({ execute_now: false, first_execution_date: inDays(1) }), await create({ execute_now: false, first_execution_date: inDays(1) })];

  const listed = await bodyOf(client.GET("/api/migrations", { params: { query: { per: 200 } } }));
  const walked: Migration[] = [];
  for await (const migration of walk(place => client.GET("/api/migrations", { params: { query: { cursor: "start", per: 1, ...place } } }))) {
    walked.push(migration);
  }

  assert.deepEqual(walked.map(migration => migration.code), listed.resources.map(migration => migration.code));
  assert.deepEqual(walked.slice(0, 2).map(migration => migration.code), codes.reverse());
  assert.ok(walked.every(migration => migration.owner === "ACME"));
});

test("Mailboxes are walked by their own cursor", async () => {
  const code = await create({ execute_now: false, first_execution_date: inDays(1) });

  const found: string[] = [];
  for await (const mailbox of walk(place => client.GET("/api/mailboxes", { params: { query: { migration_code: code, per: 1, ...place } } }))) {
    found.push(mailbox.local_email);
  }

  assert.deepEqual(found.sort(), ["ann@acme.example", "bob@acme.example"]);
});

test("A refusal is thrown with its status, message and fields", async () => {
  await assert.rejects(create({ execute_now: false, first_execution_date: "2020-01-01T00:00:00Z" }), (error: unknown) => {
    assert.ok(error instanceof MigrationsError);
    assert.equal(error.status, 422);
    assert.equal(error.message, "Validation failed");
    assert.deepEqual(error.errors.map(({ field }) => field), ["first_execution_date"]);
    assert.ok(error.requestId);
    return true;
  });
});

test("A token that is none is thrown as 401", async () => {
  const stranger = createMigrationsClient({ url, token: "none" });

  await assert.rejects(stranger.GET("/api/migrations"), { name: "MigrationsError", status: 401, message: "Unauthorized", errors: [] });
});

test("Following stops when it is told to", async () => {
  const code = await create({ execute_now: false, first_execution_date: inDays(1) });
  const stop = new AbortController();

  await assert.rejects(async () => {
    for await (const { code: followed } of follow(client, code, { signal: stop.signal })) {
      assert.equal(followed, code);
      stop.abort(new Error("enough"));
    }
  }, { message: "enough" });
});
