// Judges SARIF logs by the JSON Schema of SARIF 2.1.0: node sarif.mjs NODE_MODULES LOG…
//
// The schema, of draft 4, and the validator that reads it come with @microsoft/jest-sarif.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, ...logs] = process.argv.slice(2);
const require = createRequire(`${modules}/@microsoft/jest-sarif/package.json`);
const Ajv = require("ajv");
const ajv = new Ajv({ schemaId: "auto", allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const valid = ajv.compile(require("./lib/schemas/sarif-2.1.0-rtm.5.json"));

// A judge that cannot say no would be none.
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const bad = read(logs[0]);
bad.runs[0].results.push({ level: "dreadful" });
if (valid(bad)) throw new Error("the schema accepts a result without a message");

let [results, failures] = [0, 0];
for (const path of logs) {
  const log = read(path);
  results += log.runs.flatMap((run) => run.results).length;
  if (valid(log)) continue;
  failures += valid.errors.length;
  for (const error of valid.errors) console.error(`${path}: ${error.dataPath} ${error.message}`);
}
console.log(`sarif: ${logs.length} logs, ${results} results, ${failures} failures`);
process.exitCode = failures > 0 || results === 0 ? 1 : 0;
