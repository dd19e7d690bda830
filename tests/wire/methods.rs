//! Methods beside the usual ones: they are names like any other, and their case counts (RFC 9110 section 9.1).

use tests::methods::client::Client;
use tests::methods::models::Search;
use tests::methods::operations::*;
use tests::methods::server::{Api, Authenticate, Operations, service};
use tests::runtime::client::InProcess;
use tests::runtime::server::{Context, Failure};

struct Pets;

impl Authenticate for Pets {
    type Principal = ();
}

impl Api for Pets {}

impl Operations for Pets {
    async fn find_pet(
        &self,
        _: Context<()>,
        request: FindPetRequest,
    ) -> Result<FindPetResponse, Failure> {
        let text = format!("{} for {}", request.body.text, request.id);
        Ok(FindPetResponse::Ok {
            body: Search { text },
        })
    }

    async fn copy_pet(
        &self,
        _: Context<()>,
        _: CopyPetRequest,
    ) -> Result<CopyPetResponse, Failure> {
        Ok(CopyPetResponse::NoContent)
    }

    async fn lower_copy_pet(
        &self,
        _: Context<()>,
        _: LowerCopyPetRequest,
    ) -> Result<LowerCopyPetResponse, Failure> {
        Ok(LowerCopyPetResponse::Accepted)
    }
}

#[tokio::test]
async fn query_and_methods_of_the_document() {
    let client = Client::builder().transport(InProcess::new(service(Pets)));
    let client = client.build().expect("a client");
    let found = client.find_pet().id("1").text("cats").send().await;
    assert_eq!(found.expect("200").text, "cats for 1");
    client.copy_pet().id("1").send().await.expect("204");
    client.lower_copy_pet().id("1").send().await.expect("202");
}
