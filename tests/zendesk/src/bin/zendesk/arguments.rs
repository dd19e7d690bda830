//! What can be said on the command line. Credentials cannot: whoever lists the processes would see them.

use std::time::Duration;

use clap::{Args, Parser, Subcommand, value_parser};
use generated::zendesk_organization_memberships::models::OrganizationMembershipCreate;

const ENVIRONMENT: &str = "\
Environment:
  ZENDESK_SUBDOMAIN     the account: acme stands for https://acme.zendesk.com
  ZENDESK_URL           another address, such as that of a test server; goes before the subdomain
  ZENDESK_EMAIL         the agent's address, together with
  ZENDESK_API_TOKEN     an API token; or instead of both
  ZENDESK_ACCESS_TOKEN  an OAuth access token, which goes before the API token

Examples:
  zendesk list --limit 20
  zendesk list --json | jq -r .organization_name | sort | uniq -c
  zendesk create --user 35436 --organization 88 --default
  zendesk create-many memberships.jsonl > results.tsv
  zendesk list --json | jq 'select(.organization_id == 88).id' | zendesk delete-many -

Exit codes:
  0    done
  1    the service refused, or some rows failed
  2    wrong usage, or no credentials
  3    the service could not be reached
  130  interrupted";

const CREATE_MANY: &str = "\
Each line is a JSON object; `default` may be left out:

  {\"user_id\": 35436, \"organization_id\": 88, \"default\": true}

All lines are read before anything is sent. The service takes a hundred at a time and works on them as a job, \
which is followed to its end; then comes the next hundred.";

/// Who is a member of which organization, in a Zendesk account
#[derive(Debug, Parser)]
#[command(name = "zendesk", version, after_help = ENVIRONMENT)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) service: Service,
    #[command(flatten)]
    pub(crate) show: Show,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List all memberships, page by page as they arrive
    List(List),
    /// Show a membership
    Show {
        /// The membership
        id: i64,
    },
    /// Make a user a member of an organization
    Create(Create),
    /// Delete memberships, one call each
    Delete {
        /// The memberships
        #[arg(required = true)]
        ids: Vec<i64>,
    },
    /// Make a membership its user's default one
    MakeDefault {
        /// The user
        #[arg(long, value_name = "ID")]
        user: i64,
        /// The membership
        id: i64,
    },
    /// Create the memberships that a file lists, in batches
    #[command(after_help = CREATE_MANY)]
    CreateMany {
        /// A file of JSON lines, or `-` for stdin
        file: String,
    },
    /// Delete many memberships, in batches
    DeleteMany {
        /// The memberships, or `-` for stdin: one to a line
        #[arg(required = true, value_name = "ID|-", allow_negative_numbers = true)]
        ids: Vec<String>,
    },
}

/// How much is listed.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Stop after so many memberships
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// How many memberships are asked for at a time
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = value_parser!(i64).range(1..=100))]
    pub(crate) page_size: i64,
}

/// What a new membership needs.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The user
    #[arg(long, value_name = "ID")]
    user: i64,
    /// The organization
    #[arg(long, value_name = "ID")]
    organization: i64,
    /// Make it the user's default membership
    #[arg(long)]
    default: bool,
}

/// Where the service is.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct Service {
    /// The account's subdomain, in place of `ZENDESK_SUBDOMAIN`
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "url")]
    pub(crate) subdomain: Option<String>,
    /// The service's address, in place of `ZENDESK_URL`
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// How long to wait for an answer [default: 30], and for a job to move on [default: 300]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = value_parser!(u32).range(1..))]
    timeout: Option<u32>,
}

/// What is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Show {
    /// Print JSON, one object to a line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Draw no progress bar
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

impl Service {
    /// How long one answer may take.
    pub(crate) fn call_limit(&self) -> Duration {
        self.limit(30)
    }

    /// How long a job may stand still.
    pub(crate) fn job_limit(&self) -> Duration {
        self.limit(300)
    }

    fn limit(&self, otherwise: u32) -> Duration {
        Duration::from_secs(self.timeout.unwrap_or(otherwise).into())
    }
}

impl From<Create> for OrganizationMembershipCreate {
    fn from(new: Create) -> Self {
        Self {
            user_id: new.user,
            organization_id: new.organization,
            default: new.default.then_some(Some(true)),
        }
    }
}
