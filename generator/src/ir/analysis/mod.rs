//! Questions answered for all types, one a file, each a side table.
