//! Lowering from the contract.
