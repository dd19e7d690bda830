// The example server, called by a client whose types openapi-typescript made of the completed document: it compiles only where
// every request and every answer below is as those types say.
//
//     node typescript_client.js ADDRESS        prints figures

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./memberships.js";

type Membership = components["schemas"]["OrganizationMembershipObject"];
type Job = components["schemas"]["JobStatusObject"];
type Failure = components["schemas"]["ErrorResponse"];

const LIST = "/api/v2/organization_memberships";
const ONE = "/api/v2/organization_memberships/{organization_membership_id}";
const MANY = "/api/v2/organization_memberships/create_many";
const DESTROY = "/api/v2/organization_memberships/destroy_many";
const DEFAULT = "/api/v2/users/{user_id}/organization_memberships/{organization_membership_id}/make_default";
const JOB = "/api/v2/job_statuses/{job_status_id}";

// A user of the seed without memberships.
const IDLE = 31;
const UNKNOWN = 4_000_000_000;

const address = process.argv[2];
const start = performance.now();
const operations = new Set<string>();
let calls = 0;

function client(token: string) {
  const api = createClient<paths>({
    baseUrl: address,
    headers: { authorization: `Bearer ${token}` },
    querySerializer: { array: { style: "form", explode: false } },
  });
  api.use({
    onResponse({ request, schemaPath }) {
      calls += 1;
      operations.add(`${request.method} ${schemaPath}`);
    },
  });
  return api;
}

const api = client("demo-access-token");

type Answer<T> = { data?: T; error?: Failure; response: Response };

function is<T>(answer: Answer<T>, status: number): T {
  assert.equal(answer.response.status, status, JSON.stringify(answer.error));
  assert.ok(answer.data !== undefined || status === 204);
  return answer.data as T;
}

function fails(answer: Answer<unknown>, status: number, code: string) {
  assert.equal(answer.response.status, status);
  assert.equal(answer.error?.error, code);
}

async function create(organization: number) {
  const body = { organization_membership: { user_id: IDLE, organization_id: organization } };
  return await api.POST(LIST, { body });
}

async function pages() {
  const all = is(await api.GET(LIST), 200).organization_memberships ?? [];
  const ids = all.map((row) => row.id);
  assert.ok(ids.length > 5);
  const paged: Membership[] = [];
  let after: string | undefined;
  do {
    const query = { "page[size]": 3, ...(after === undefined ? {} : { "page[after]": after }) };
    const page = is(await api.GET(LIST, { params: { query } }), 200);
    paged.push(...(page.organization_memberships ?? []));
    after = page.meta?.has_more ? (page.meta.after_cursor ?? undefined) : undefined;
  } while (after !== undefined);
  assert.deepEqual(paged, all);
  fails(await api.GET(LIST, { params: { query: { "page[size]": 0 } } }), 400, "invalid_parameter");
  fails(await api.GET(LIST, { params: { query: { "page[before]": "&" } } }), 400, "InvalidCursor");
}

async function one() {
  const made = is(await create(1), 201).organization_membership;
  assert.equal(made?.default, true);
  const params = { path: { organization_membership_id: made?.id ?? 0 } };
  assert.deepEqual(is(await api.GET(ONE, { params }), 200).organization_membership, made);
  fails(await create(1), 422, "RecordInvalid");
  const second = is(await create(2), 201).organization_membership;
  const path = { user_id: IDLE, organization_membership_id: second?.id ?? 0 };
  const rows = is(await api.PUT(DEFAULT, { params: { path } }), 200).organization_memberships ?? [];
  assert.deepEqual([rows[0]?.id, rows[0]?.default], [second?.id, true]);
  fails(await api.PUT(DEFAULT, { params: { path: { ...path, user_id: UNKNOWN } } }), 404, "RecordNotFound");
  is(await api.DELETE(ONE, { params }), 204);
  fails(await api.DELETE(ONE, { params }), 404, "RecordNotFound");
  fails(await api.GET(ONE, { params }), 404, "RecordNotFound");
  is(await api.DELETE(ONE, { params: { path } }), 204);
}

async function finished(job: Job | undefined) {
  const params = { path: { job_status_id: job?.id ?? "" } };
  for (let round = 0; round < 200; round += 1) {
    const { job_status } = is(await api.GET(JOB, { params }), 200);
    if (job_status?.status === "completed") {
      assert.ok(Array.isArray(job_status.results));
      return job_status.results;
    }
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error("the job is not completed");
}

async function bulk() {
  const organization_memberships = [3, 4, 3].map((organization_id) => ({ user_id: IDLE, organization_id }));
  const queued = is(await api.POST(MANY, { body: { organization_memberships } }), 200);
  const [first, second, twice] = await finished(queued.job_status);
  assert.ok(first && "status" in first && first.status === "Created");
  assert.ok(second && "status" in second && second.success);
  assert.ok(twice && "error" in twice && twice.error === "DuplicateValue");

  const ids = [first.id, second.id];
  const deleted = await finished(is(await api.DELETE(DESTROY, { params: { query: { ids } } }), 200).job_status);
  assert.deepEqual(deleted.map((row) => "status" in row && row.status), ["Deleted", "Deleted"]);
  // As URLSearchParams writes the same list: `ids=1%2C2`.
  const encoded = (query: Record<string, unknown>) => String(new URLSearchParams({ ids: String(query.ids) }));
  const again = await api.DELETE(DESTROY, { params: { query: { ids } }, querySerializer: encoded });
  const gone = await finished(is(again, 200).job_status);
  assert.deepEqual(gone.map((row) => "error" in row && row.error), ["NotFound", "NotFound"]);

  fails(await api.POST(MANY, { body: { organization_memberships: [] } }), 422, "invalid_body");
  fails(await api.GET(JOB, { params: { path: { job_status_id: "a/b" } } }), 404, "RecordNotFound");
}

await pages();
await one();
await bulk();
fails(await client("wrong").GET(LIST), 401, "unauthorized");
assert.equal(operations.size, 8);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`openapi-typescript: ${operations.size} operations, ${calls} calls, 0 failures, ${seconds} s`);
