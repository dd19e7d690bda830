"""What schemathesis cannot know of the example server from the document alone."""

import schemathesis
from schemathesis.openapi.checks import RejectedPositiveData

# Answers about what is stored, to requests that are as described: the schema cannot say which users there are, who is a member
# already, or which cursors the server gave out. The runtime's own rejections have other codes, and stay failures.
STATE = {(400, "InvalidCursor"), (422, "RecordInvalid")}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps every failure but the refusals above."""
    if not isinstance(failure, RejectedPositiveData):
        return True
    return (response.status_code, response.json().get("error")) not in STATE


# Links that schemathesis does not find by the names: which user a membership is of. And since no operation makes users, it would
# never create on its own; whoever has listed may create.
LISTED = {
    "Create": {"operationId": "CreateOrganizationMembership"},
    "CreateTogether": {"operationId": "CreateManyOrganizationMemberships"},
    "DeleteTogether": {
        "operationId": "DeleteManyOrganizationMemberships",
        "parameters": {"ids": "$response.body#/organization_memberships/0/id"},
    },
}
CREATED = {
    "List": {"operationId": "ListOrganizationMemberships"},
    "MakeDefault": {
        "operationId": "SetOrganizationMembershipAsDefault",
        "parameters": {
            "user_id": "$response.body#/organization_membership/user_id",
            "organization_membership_id": "$response.body#/organization_membership/id",
        },
    },
}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Adds the links above."""
    memberships = raw_schema["paths"]["/api/v2/organization_memberships"]
    memberships["get"]["responses"]["200"]["links"] = LISTED
    memberships["post"]["responses"]["201"]["links"] = CREATED
