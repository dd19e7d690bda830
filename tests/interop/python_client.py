"""The example server, called by a client that openapi-python-client made of the completed document.

    python_client.py ADDRESS        the folder with the package `memberships` in PYTHONPATH; prints figures
"""

import base64
import datetime
import sys
import time

from memberships import AuthenticatedClient
from memberships.api.job_statuses import show_job_status
from memberships.api.organization_memberships import (
    create_many_organization_memberships,
    create_organization_membership,
    delete_many_organization_memberships,
    delete_organization_membership,
    list_organization_memberships,
    set_organization_membership_as_default,
    show_organization_membership_by_id,
)
from memberships.models import (
    ErrorResponse,
    FailedResult,
    JobStatusObjectStatus,
    OrganizationMembershipCreate,
    OrganizationMembershipCreateManyRequest,
    OrganizationMembershipCreateRequest,
    UpdateResourceResult,
)

# Of the seed: a user without memberships, and more of them than a page holds.
IDLE = 30
UNKNOWN = 4_000_000_000

calls = 0
operations = set()


def counted(response):
    global calls
    calls += 1


def client(address, token, prefix):
    hooks = {"response": [counted]}
    return AuthenticatedClient(address, token, prefix, httpx_args={"event_hooks": hooks})


def call(operation, status, *arguments, **named):
    """Calls an operation, and gives what is read of its answer, which has this status."""
    operations.add(operation.__name__)
    answer = operation.sync_detailed(*arguments, **named)
    assert answer.status_code == status, (operation.__name__, answer.status_code, answer.content)
    assert isinstance(answer.parsed, ErrorResponse) == (status >= 400), answer.parsed
    return answer.parsed


def new(user, organization):
    return OrganizationMembershipCreate(user_id=user, organization_id=organization)


def create(api, status, user, organization):
    body = OrganizationMembershipCreateRequest(organization_membership=new(user, organization))
    return call(create_organization_membership, status, client=api, body=body)


def pages(api):
    whole = call(list_organization_memberships, 200, client=api).organization_memberships
    ids = [row.id for row in whole]
    assert len(set(ids)) == len(ids) > 5, ids
    paged, after = [], {}
    while True:
        page = call(list_organization_memberships, 200, client=api, pagesize=3, **after)
        paged += [row.id for row in page.organization_memberships]
        if not page.meta.has_more:
            break
        after = {"pageafter": page.meta.after_cursor}
    assert paged == ids, (paged, ids)
    last = call(list_organization_memberships, 200, client=api, pagesize=2, pagebefore=page.meta.before_cursor)
    before = ids.index(page.organization_memberships[0].id)
    assert [row.id for row in last.organization_memberships] == ids[before - 2 : before]

    error = call(list_organization_memberships, 400, client=api, pagesize=101)
    assert error.error == "invalid_parameter", error
    assert error.details[0]["pointer"] == "/page[size]", error
    error = call(list_organization_memberships, 400, client=api, pageafter="made up")
    assert error.error == "InvalidCursor", error


def one(api):
    made = create(api, 201, IDLE, 1).organization_membership
    assert (made.user_id, made.organization_id, made.default) == (IDLE, 1, True), made
    assert isinstance(made.created_at, datetime.datetime), made.created_at
    shown = call(show_organization_membership_by_id, 200, made.id, client=api)
    assert shown.organization_membership == made, (shown, made)

    error = create(api, 422, IDLE, 1)
    assert error.error == "RecordInvalid", error
    assert error.details["user_id"][0]["error"] == "DuplicateValue", error

    second = create(api, 201, IDLE, 2).organization_membership
    rows = call(set_organization_membership_as_default, 200, IDLE, second.id, client=api)
    assert [(row.id, row.default) for row in rows.organization_memberships][0] == (second.id, True), rows
    error = call(set_organization_membership_as_default, 404, UNKNOWN, second.id, client=api)
    assert error.error == "RecordNotFound", error

    for row in (made, second):
        assert call(delete_organization_membership, 204, row.id, client=api) is None
    error = call(delete_organization_membership, 404, made.id, client=api)
    assert error.error == "RecordNotFound", error
    error = call(show_organization_membership_by_id, 404, second.id, client=api)
    assert error.error == "RecordNotFound", error


def finished(api, job):
    for _ in range(200):
        job = call(show_job_status, 200, job.id, client=api).job_status
        if job.status == JobStatusObjectStatus.COMPLETED:
            assert job.progress == job.total == len(job.results), job
            return job.results
        time.sleep(0.02)
    raise AssertionError(job)


def bulk(api):
    rows = [new(IDLE, 3), new(IDLE, 4), new(IDLE, 3), new(UNKNOWN, 1)]
    body = OrganizationMembershipCreateManyRequest(organization_memberships=rows)
    job = call(create_many_organization_memberships, 200, client=api, body=body).job_status
    assert job.status == JobStatusObjectStatus.QUEUED, job
    first, second, twice, unknown = finished(api, job)
    assert isinstance(first, UpdateResourceResult) and first.status == "Created", first
    assert isinstance(second, UpdateResourceResult) and second.success, second
    assert isinstance(twice, FailedResult) and twice.error == "DuplicateValue", twice
    assert isinstance(unknown, FailedResult) and unknown.error == "InvalidValue", unknown

    # The generator does not know `explode: false` and repeats the name, which is refused whole: nothing is deleted.
    error = call(delete_many_organization_memberships, 400, client=api, ids=[first.id, second.id])
    assert error.error == "invalid_parameter", error
    call(show_organization_membership_by_id, 200, first.id, client=api)
    # The list as one text goes out with its comma encoded: `ids=1%2C2`.
    ids = f"{first.id},{second.id}"
    job = call(delete_many_organization_memberships, 200, client=api, ids=ids).job_status
    assert [(row.id, row.status) for row in finished(api, job)] == [(first.id, "Deleted"), (second.id, "Deleted")]
    job = call(delete_many_organization_memberships, 200, client=api, ids=[first.id]).job_status
    (gone,) = finished(api, job)
    assert isinstance(gone, FailedResult) and gone.error == "NotFound", gone

    empty = OrganizationMembershipCreateManyRequest(organization_memberships=[])
    error = call(create_many_organization_memberships, 422, client=api, body=empty)
    assert error.details[0]["keyword"] == "minItems", error
    error = call(show_job_status, 404, "unknown", client=api)
    assert error.error == "RecordNotFound", error


def credentials(address, token):
    basic = base64.b64encode(b"agent@example.com/token:demo-api-token").decode()
    call(list_organization_memberships, 200, client=client(address, basic, "Basic"))
    for wrong in (client(address, "wrong", "Bearer"), client(address, token, "Basic")):
        error = call(list_organization_memberships, 401, client=wrong)
        assert error.error == "unauthorized", error


def main(address):
    start = time.monotonic()
    token = "demo-access-token"
    api = client(address, token, "Bearer")
    pages(api)
    one(api)
    bulk(api)
    credentials(address, token)
    assert len(operations) == 8, operations
    seconds = time.monotonic() - start
    print(f"openapi-python-client: {len(operations)} operations, {calls} calls, 0 failures, {seconds:.1f} s")


main(*sys.argv[1:])
