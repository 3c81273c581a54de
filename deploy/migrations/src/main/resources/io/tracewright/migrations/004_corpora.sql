-- Published corpus versions; the records of each stand in a table of their own.
CREATE TABLE IF NOT EXISTS corpora (
  name String,
  version UInt32,
  records_table String,
  records UInt64,
  source String,
  state LowCardinality(String),
  updated_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (name, version);
