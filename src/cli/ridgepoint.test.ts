import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeModel } from "../onnx/encode.ts";
import { mapTensors } from "../onnx/visit-tensors.ts";
import { devices } from "../device/catalog/index.ts";
import { modelOf } from "../testing/graph-text.ts";
import { main } from "./ridgepoint.ts";

let folder = "";
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ridgepoint-"));
  const model = modelOf(`
    x: float32[batch,3,32,32]
    const w: float32[8,3,3,3]
    a = Conv(x, w) pads=[1,1,1,1]
    y = Relu(a)
  `);
  await writeFile(path("tiny.onnx"), encodeModel(model));
  await writeFile(path("page.onnx"), "<!DOCTYPE html><html><body>Not found</body></html>");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const status = await main(
    argv,
    (line) => void lines.push(line),
    (line) => void complaints.push(line),
  );
  return { status, lines, complaints };
}

test("analyze --json: batch is 1 by default, MACs 8·32·32·3·3·3, traffic in three parts", async () => {
  const { status, lines } = await run("analyze", path("tiny.onnx"), "--json");
  expect(status).toBe(0);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    schema: "ridgepoint.analysis/1",
    file: { name: "tiny.onnx" },
    model: { dims: { batch: 1 }, inputs: [{ name: "x", dtype: "float32", shape: [1, 3, 32, 32] }] },
    nodes: [
      { id: "Conv_0", macs: 221_184, params: 216, weightBytes: 864, readBytes: 12_288, writeBytes: 32_768, note: null },
      { id: "Relu_1", macs: 0, flops: 8192 },
    ],
    totals: { nodes: 2, coveredNodes: 2, macs: 221_184, params: 216 },
  });
});

test("--set and --input choose sizes: batch 4 gives four times the MACs, either way", async () => {
  const bySymbol = await run("analyze", path("tiny.onnx"), "--json", "--set", "batch=4");
  const byShape = await run("analyze", path("tiny.onnx"), "--json", "--input", "x=4x3x32x32");
  expect(JSON.parse(bySymbol.lines[0]!).totals.macs).toBe(4 * 221_184);
  expect(JSON.parse(byShape.lines[0]!).totals.macs).toBe(4 * 221_184);
});

test("--width doubles the channels of a convolution: twice the MACs, and the prediction tells it", async () => {
  const model = modelOf(`
    x: float32[1,3,32,32]
    const w: float32[16,3,3,3]
    const v: float32[10,16,1,1]
    a = Conv(x, w) pads=[1,1,1,1]
    y = Conv(a, v)
  `);
  await writeFile(path("two.onnx"), encodeModel(model));
  const own = await run("analyze", path("two.onnx"), "--json");
  const wide = await run("analyze", path("two.onnx"), "--json", "--width", "2");
  const [before, after] = [JSON.parse(own.lines[0]!), JSON.parse(wide.lines[0]!)];
  expect(before.width).toBeNull();
  // 32·32·(16·27 + 10·16) MACs, then 32·32·(32·27 + 10·32): the outputs of the model stay ten.
  expect([before.totals.macs, after.totals.macs]).toEqual([606_208, 1_212_416]);
  expect(after.width).toMatchObject({ factor: 2, changed: 1, convolutions: 2, kept: [{ node: "Conv_1" }] });

  const table = await run("analyze", path("two.onnx"), "--width", "x2");
  expect(table.lines[0]).toContain("2 times as wide: 1 of 2 convolutions changed");
  const target = ["--device", "pixel4", "--predictor", "roofline", "--json"];
  const predicted = await run("predict", path("two.onnx"), "--width", "2", ...target);
  expect(JSON.parse(predicted.lines[0]!).width).toBe(2);
});

test("a width that is no factor is wrong usage; one that a model cannot have is a problem of that model", async () => {
  expect((await run("analyze", path("tiny.onnx"), "--width", "wide")).status).toBe(2);
  expect((await run("analyze", path("tiny.onnx"), "--width", "0")).status).toBe(2);
  const { status, lines } = await run("analyze", path("tiny.onnx"), "--width", "0.5", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(lines[0]!).problem.code).toBe("bad-option");
});

test("a bad file gives its problem on its own line and does not stop the others; exit status 1", async () => {
  const { status, lines } = await run("analyze", path("page.onnx"), path("missing.onnx"), path("tiny.onnx"), "--json");
  expect(status).toBe(1);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { schema: "ridgepoint.problem/1", problem: { code: "not-onnx", byteOffset: 0 } },
    { schema: "ridgepoint.problem/1", problem: { code: "unreadable", byteOffset: null } },
    { schema: "ridgepoint.analysis/1" },
  ]);
});

test("analyze --format csv is one table for all files, without latencies; a bad file is told apart from it", async () => {
  const { status, lines, complaints } = await run(
    "analyze",
    path("tiny.onnx"),
    path("page.onnx"),
    path("tiny.onnx"),
    "--format",
    "csv",
  );
  expect(status).toBe(1);
  const rows = lines.flatMap((text) => `${text}\n`.split("\r\n").slice(0, -1));
  expect(rows).toHaveLength(1 + 2 + 2);
  expect(rows[0]).toMatch(/^id,name,op,kernel,.*,latency_seconds,latency_share,file$/);
  expect(rows[1]).toMatch(/^Conv_0,.*,1x3x32x32;8x3x3x3,1x8x32x32,1,221184,.*,,,tiny.onnx$/);
  expect(rows[4]).toMatch(/^Relu_1,/);
  expect(complaints).toEqual([expect.stringContaining("page.onnx: This is not an ONNX model.")]);
});

test("predict --format csv adds kernel and latency, --format markdown tells what they hold for", async () => {
  const target = ["predict", path("tiny.onnx"), "--device", "rk3399", "--predictor", "roofline", "--format"];
  const [csv = ""] = (await run(...target, "csv")).lines;
  const [header = [], ...rows] = csv.split("\r\n").map((line) => line.trim().split(","));
  const latencies = rows.map((row) => Number(row[header.indexOf("latency_seconds")]));
  const json = JSON.parse((await run(...target, "json")).lines[0]!);
  expect(latencies[0]! + latencies[1]!).toBeCloseTo(json.latencySeconds, 12);
  expect(rows[0]?.[header.indexOf("kernel")]).toBe("conv-relu");
  const [markdown] = (await run(...target, "markdown")).lines;
  expect(markdown).toContain("| Predictor | Roofline bound |");
  expect(markdown).toContain("| Cores | large:1 |");
});

test("predict --samples bends the prediction towards measurements of one's own, and the interval with it", async () => {
  const table = path("samples.csv");
  await writeFile(table, "file,latency_seconds\ntiny.onnx,0.02\n");
  const target = ["predict", path("tiny.onnx"), "--device", "pixel4", "--predictor", "gcn", "--json"];
  const [before = "", after = ""] = [
    (await run(...target)).lines[0],
    (await run(...target, "--samples", table)).lines[0],
  ];
  const [own, bent] = [JSON.parse(before), JSON.parse(after)];
  expect([own.ownLatencies, bent.ownLatencies]).toEqual([undefined, 1]);
  expect(bent.latencySeconds).toBeGreaterThan(own.latencySeconds);
  expect(bent.latencySeconds).toBeLessThanOrEqual(0.02 * 1.001);
  expect(bent.highSeconds / bent.lowSeconds).toBeGreaterThan(own.highSeconds / own.lowSeconds);
});

test("files beside the model are attached by their safe names; a link that leads out of its folder is not followed", async () => {
  const model = modelOf("x: float32[6,4]\n const shape: int64[2] = 3,8\n y = Reshape(x, shape)");
  const lyingIn = (location: string) =>
    encodeModel(
      mapTensors(model, (tensor) => ({ ...tensor, data: { kind: "external", location, offset: 0, length: 16 } })),
    );
  await mkdir(path("models/weights"), { recursive: true });
  const values = new Uint8Array(new BigInt64Array([3n, 8n]).buffer);
  await writeFile(path("models/weights/shape.bin"), values);
  await writeFile(path("secret.bin"), values);
  await symlink(path("secret.bin"), path("models/link.bin"));
  const analysis = async (location: string) => {
    await writeFile(path("models/m.onnx"), lyingIn(location));
    const { status, lines } = await run("analyze", path("models/m.onnx"), "--json");
    expect(status).toBe(0);
    const { external, model: described, problems } = JSON.parse(lines[0]!);
    return { external, shape: described.outputs[0].shape, codes: problems.map((one: { code: string }) => one.code) };
  };
  expect(await analysis("weights/shape.bin")).toEqual({
    external: [{ location: "weights/shape.bin", state: "attached", bytes: 16, bytesRead: 16, tensors: 1 }],
    shape: [3, 8],
    codes: [],
  });
  const gone = await analysis("gone.bin");
  expect(gone.codes).toContain("external-data");
  expect(gone.shape).not.toEqual([3, 8]);
  expect((await analysis("link.bin")).external[0]).toMatchObject({ state: "refused", bytes: null });
  for (const outside of ["../secret.bin", path("secret.bin"), "..\\secret.bin"]) {
    expect(await analysis(outside)).toMatchObject({ external: [], codes: expect.arrayContaining(["unsafe-location"]) });
  }
});

test("predict --json: the node latencies sum to the latency", async () => {
  const args = ["predict", path("tiny.onnx"), "--device", "rk3399", "--predictor", "roofline", "--json"];
  const { status, lines } = await run(...args);
  const prediction = JSON.parse(lines[0]!);
  expect(status).toBe(0);
  expect(prediction).toMatchObject({
    schema: "ridgepoint.prediction/1",
    device: "rk3399",
    cores: { large: 1 },
    coverage: 1,
  });
  const sum = prediction.nodes.reduce(
    (total: number, node: { latencySeconds: number }) => total + node.latencySeconds,
    0,
  );
  expect(sum).toBeCloseTo(prediction.latencySeconds, 12);
});

test("without --predictor the best that does not refuse answers, and a fallback says why", async () => {
  const trained = await run("predict", path("tiny.onnx"), "--device", "pixel4", "--json");
  expect(JSON.parse(trained.lines[0]!).predictor).toBe("gcn");
  const other = JSON.parse((await run("predict", path("tiny.onnx"), "--device", "v100", "--json")).lines[0]!);
  expect(other.predictor).toBe("roofline");
  expect(other.warnings[0]).toMatch(/Not trained on .*V100/);
});

test("a GPU runs as a whole and in half precision where nothing else is said; its phone tells where it is", async () => {
  const args = ["predict", path("tiny.onnx"), "--device", "pixel4-gpu", "--json"];
  const whole = JSON.parse((await run(...args)).lines[0]!);
  expect(whole).toMatchObject({ predictor: "gcn", runtime: "tflite", precision: "fp16", cores: { large: 2 } });
  expect(whole.latencySeconds).toBeGreaterThan(0);
  expect(JSON.parse((await run(...args, "--cores", "gpu:1")).lines[0]!)).toEqual(whole);
  const { status, complaints } = await run("predict", path("tiny.onnx"), "--device", "pixel4", "--cores", "gpu:1");
  expect(status).toBe(2);
  expect(complaints[0]).toContain("--device pixel4-gpu");
});

test("--states gives one line a row; more load never makes it faster, more clock never slower", async () => {
  await writeFile(
    path("states.csv"),
    'frequency,utilization,cores,priority\n600e6,0,large:1,\n1.8e9,0,large:1,\n1.8e9,0.5,"large:1,small:2",\n' +
      "1.8e9,0.9,large:1,\n1.8e9,0.9,large:1,higher\n",
  );
  const args = [
    "predict",
    path("tiny.onnx"),
    "--device",
    "rk3399",
    "--predictor",
    "roofline",
    "--json",
    "--states",
    path("states.csv"),
  ];
  const { lines } = await run(...args);
  const rows = lines.map((line) => JSON.parse(line));
  const [slow, fast, , loaded, behind] = rows.map((row) => row.latencySeconds);
  expect(rows[2].cores).toEqual({ large: 1, small: 2 });
  expect(slow).toBeGreaterThan(fast);
  expect(loaded / fast).toBeCloseTo(1 / (1 - 0.5 * 0.9), 9);
  expect(behind / fast).toBeCloseTo(1 / (1 - 0.9), 9);
});

test.each([
  [[], "a command is needed"],
  [["analyse"], 'unknown command "analyse"'],
  [["analyze"], "analyze needs at least one FILE"],
  [["predict", "x.onnx"], "predict needs --device ID"],
  [["predict", "x.onnx", "--device", "nokia3310"], '"nokia3310" is not one of'],
  [["predict", "x.onnx", "--device", "rk3399", "--cores", "large:9"], "has 2 large cores, not 9"],
  [["predict", "x.onnx", "--device", "rk3399", "--utilization", "1.5"], '--utilization: "1.5" does not fit'],
  [["predict", "x.onnx", "--device", "rk3399", "--priority", "low"], '--priority: "low" is not one of equal, higher'],
  [["analyze", "x.onnx", "--set", "batch"], "--set needs NAME=VALUE"],
  [["analyze", "x.onnx", "--bogus"], "--bogus"],
  [["analyze", "x.onnx", "--format", "xml"], '--format: "xml" is not one of table, json, csv, markdown'],
  [["analyze", "x.onnx", "--format", "csv", "--json"], "--json is --format json, not csv"],
  [["predict", "x.onnx", "--device", "rk3399", "--samples", "nowhere.csv"], "--samples: nowhere.csv cannot be read"],
  [["devices", "--format", "csv"], "--format csv is for analyze and predict"],
  [["predict", "x.onnx", "--format", "csv", "--states", "s.csv"], "with --states there is --json"],
])("wrong usage %j is told apart: exit status 2", async (argv, message) => {
  const { status, complaints } = await run(...argv);
  expect(status).toBe(2);
  expect(complaints[0]).toContain(message);
});

test("devices and predictors are listed, as tables and as JSON", async () => {
  const devices = JSON.parse((await run("devices", "--json")).lines[0]!);
  expect(devices.devices.map((device: { id: string }) => device.id)).toContain("pixel4");
  const predictors = JSON.parse((await run("predictors", "--json")).lines[0]!);
  expect(predictors.predictors.map((predictor: { id: string }) => predictor.id)).toContain("roofline");
  expect((await run("devices")).lines.join("\n")).toContain("Cortex-A76");
});

test("--device takes a file of one's own, and its numbers make the prediction", async () => {
  const device = (clock: number) => ({
    schema: "ridgepoint.device/1",
    name: "My board",
    clusters: [
      { id: "large", core: "mine", count: 4, maxFrequencyHz: clock, flopsPerCycle: { fp32: 8 }, coreBandwidth: 4e9 },
    ],
  });
  await writeFile(path("slow.json"), JSON.stringify(device(1e9)));
  await writeFile(path("fast.json"), JSON.stringify(device(2e9)));
  const ask = async (name: string) => {
    const { status, lines } = await run("predict", path("tiny.onnx"), "--device", path(name), "--json");
    expect(status).toBe(0);
    return JSON.parse(lines[0]!);
  };
  const [slow, fast] = [await ask("slow.json"), await ask("fast.json")];
  expect(slow.device).toMatch(/^own-my-board-/);
  expect(slow.warnings.join()).toMatch(/(Nothing was measured|Not trained) on My board/);
  expect(slow.latencySeconds).toBeGreaterThan(fast.latencySeconds);
});

test("a faulty device file is told fault by fault", async () => {
  await writeFile(
    path("bad.json"),
    '{ "schema": "ridgepoint.device/1", "name": "x", "clusters": [{ "id": "large" }] }',
  );
  const { status, complaints } = await run("predict", path("tiny.onnx"), "--device", path("bad.json"));
  expect(status).toBe(2);
  expect(complaints[0]).toContain("clusters[0].count is missing.");
  expect(complaints[0]).toContain("clusters[0].maxFrequencyHz is missing.");
  const missing = await run("predict", path("tiny.onnx"), "--device", path("none.json"));
  expect(missing.complaints[0]).toContain("cannot be read");
});

test("every device of the catalogue is answered: a time, or null and why; one that was not measured with a warning", async () => {
  const trained = new Set(["pixel4", "s10", "mi8se", "onefusion", "a03s", "iphonexs", "pi5", "epyc_zen3"]);
  for (const id of ["pixel4-gpu", "s10-gpu", "mi8se-gpu", "a03s-gpu", "iphonexs-gpu", "rk3399-gpu"]) trained.add(id);
  await writeFile(path("all.csv"), ["device", ...devices.map(({ id }) => id)].join("\n"));
  const { lines } = await run("predict", path("tiny.onnx"), "--states", path("all.csv"), "--json");
  expect(lines).toHaveLength(devices.length);
  for (const [index, line] of lines.entries()) {
    const { device, predictor, latencySeconds, warnings } = JSON.parse(line);
    expect(device).toBe(devices[index]?.id);
    if (!trained.has(device)) expect(warnings.join(), device).toMatch(/Nothing was measured on|Not trained on/);
    if (trained.has(device)) expect(predictor, device).toBe("gcn");
    if (latencySeconds === null) expect(warnings.join(), device).toMatch(/is not known/);
    else expect(latencySeconds > 0 && latencySeconds < 1, device).toBe(true);
  }
});
