/** What the peers of the batch half need from PyPI. */
export const peers = [
  "polars==2.1.0",
  "deltalake==1.6.6",
  "duckdb==2.0.0",
  "pandas==3.1.1",
  "pyarrow==26.0.1",
  "psutil==7.2.2",
];
