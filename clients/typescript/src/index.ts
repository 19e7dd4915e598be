import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, paths };
export type Migration = components["schemas"]["MigrationDetail"];
export type FieldError = components["schemas"]["Error"]["errors"][number];

/** Any answer of the service that is no success. */
export class MigrationsError extends Error {
  override readonly name = "MigrationsError";

  constructor(
    readonly status: number,
    message: string,
    /** The fields at fault, where the status is 422. */
    readonly errors: readonly FieldError[],
    /** Under this the service's log has the request. */
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

export interface MigrationsClientOptions {
  url: string;
  token: string;
  /** What sends the requests; the platform's own fetch unless given. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface FollowOptions {
  /** How often to ask, in milliseconds; a second unless given. */
  every?: number;
  signal?: AbortSignal;
}

export type MigrationsClient = Client<paths>;

/** A client whose methods take the paths of the description. An answer that is no success is thrown as a MigrationsError. */
export function createMigrationsClient({ url, token, fetch }: MigrationsClientOptions): MigrationsClient {
  const client = createClient<paths>({ baseUrl: url, headers: { "X-Api-Token": token }, ...(fetch && { fetch }) });
  client.use({
    async onResponse({ response }) {
      if (!response.ok && response.status !== 304) {
        throw await errorOf(response);
      }
    },
  });
  return client;
}

/** The body of an answer that has one. */
export async function bodyOf<T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await answer;
  if (data === undefined) {
    throw new MigrationsError(response.status, "The answer has no body", [], response.headers.get("X-Request-Id"));
  }
  return data;
}

/** What an answer shows by itself: it comes as a list of one. */
export async function resourceOf<T>(answer: Promise<{ data?: { resources: T[] }; response: Response }>): Promise<T> {
  const [resource] = (await bodyOf(answer)).resources;
  if (resource === undefined) {
    throw new TypeError("The answer shows nothing");
  }
  return resource;
}

interface Page<T> {
  resources: T[];
  next_cursor?: string;
  pagination: { per: number; next_cursor?: string | null };
}

/** Walks a list by cursor, to its end. The place is what the query needs for the next page: nothing for the first. */
export async function* walk<T>(page: (place: { cursor?: string }) => Promise<{ data?: Page<T>; response: Response }>): AsyncGenerator<T, void, undefined> {
  let place: { cursor?: string } | undefined = {};
  while (place) {
    const { resources, next_cursor, pagination }: Page<T> = await bodyOf(page(place));
    yield* resources;
    const cursor: string | null | undefined = next_cursor ?? pagination.next_cursor;
    place = cursor ? { cursor } : undefined;
  }
}

/** Yields a migration as it is, and whenever it has changed, until it has ended or rests: it is paused, or waits for a date that is still to come. */
export async function* follow(client: MigrationsClient, code: string, { every = 1000, signal }: FollowOptions = {}): AsyncGenerator<Migration, void, undefined> {
  let tag: string | null = null;
  let migration: Migration | undefined;
  for (;;) {
    const known: { "If-None-Match"?: string } = tag === null ? {} : { "If-None-Match": tag };
    const { data, response } = await client.GET("/api/migrations/{migration_code}", {
      params: { path: { migration_code: code }, header: known },
      signal: signal ?? null,
    });
    const [seen] = data?.resources ?? [];
    if (seen) {
      tag = response.headers.get("ETag");
      migration = seen;
      yield seen;
    }
    // The time is the service's: the clock here may differ. Date has whole seconds, and what is due in a moment is waited for.
    if (migration && rests(migration, Date.parse(response.headers.get("Date") ?? "") + 5000)) {
      return;
    }
    await pause(every, signal);
  }
}

function rests({ status, status_detail, first_execution_date, second_execution_date }: Migration, soon: number): boolean {
  switch (status) {
    case "failed":
    case "completed_with_errors":
    case "completed":
      return true;
    case "scheduled":
      return status_detail === "paused" || Date.parse((status_detail === "second execution" ? second_execution_date : first_execution_date) ?? "") > soon;
    default:
      return status_detail === "paused";
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", stop, { once: true });
  });
}

async function errorOf(response: Response): Promise<MigrationsError> {
  const text = await response.text();
  const requestId = response.headers.get("X-Request-Id");
  try {
    const { message, errors } = JSON.parse(text) as components["schemas"]["Error"];
    return new MigrationsError(response.status, message, errors, requestId);
  } catch {
    // A proxy in between has answered.
    return new MigrationsError(response.status, response.statusText, [], requestId);
  }
}
