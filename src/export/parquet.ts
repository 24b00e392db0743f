/** The table of the CSV as Apache Parquet: typed columns, names in UTF-8, null where a value is unknown. */
import { parquetWriteBuffer } from "hyparquet-writer";
import { columns } from "./columns.ts";
import { entriesOf, type Findings } from "./findings.ts";

/** One row a node that runs; numbers are doubles. Compressed by Snappy, which every reader knows. */
export function parquetBytes(findings: Findings): Uint8Array<ArrayBuffer> {
  const entries = entriesOf(findings);
  const { name: file } = findings.analysis.file;
  const columnData = columns.map((column) => ({
    name: column.name,
    type: column.type === "text" ? ("STRING" as const) : ("DOUBLE" as const),
    nullable: true,
    data: entries.map((entry) => column.of(entry, file) ?? null),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "Ridgepoint" }));
}
