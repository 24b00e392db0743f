import { expect, test } from "vitest";
import { askedOf, defaultSession, type Session } from "./session.ts";
import { formatSession, parseSession } from "./url.ts";

const full: Session = {
  model: "resnet18",
  file: undefined,
  sizes: { batch: 4, "NonZero_3#0": 100, "a:b,c%2C": 7 },
  width: 0.75,
  device: "rk3399",
  cores: { large: 1, medium: 2 },
  runtime: "ncnn",
  precision: "fp16",
  predictor: "roofline",
  frequencyHz: 1_416_000_000,
  utilization: 0.05,
  bandwidthBytesPerSecond: 4.2e9,
  priority: "higher",
  streamBytesPerSecond: 8e9,
  budgetSeconds: 0.05,
  budgetKnob: "bandwidth",
  budgetSize: "H,W",
  grain: "kernels",
  grouping: "blocks",
  toggled: [3, 17],
  heat: "energy",
  criticalPath: true,
  rules: "ort",
  library: "mnn",
  algorithms: { "layer2.0.conv1": "winograd-4x3", "If:3/a,b%": "direct" },
  view: "memory",
  roofline: "hierarchical",
  ceilings: true,
  technology: "45nm",
  weightStorage: "int8",
  activationStorage: "fp16",
  inPlace: true,
  surface: "bandwidth-utilization",
  accuracy: "qed/unseen families/device",
  order: "best",
  workers: "clusters",
  lesson: "im2col",
  lessonAt: "17",
  node: "layer2.0.conv1",
  search: "op:conv >5%",
  sort: { key: "macs", descending: true },
  baseline: {
    sizes: { "If:3/a,b%2F": 2 },
    width: 1.4,
    device: "pi5",
    cores: { large: 4 },
    runtime: "ort",
    precision: "int8",
    predictor: "gcn",
    frequencyHz: 1_500_000_000,
    utilization: 0.3,
    bandwidthBytesPerSecond: 3e9,
    priority: "equal",
    streamBytesPerSecond: 5e8,
  },
  compared: ["vgg16", "a,b%2C/c"],
  figure: {
    kind: "baselines",
    option: "qed/unseen-networks//network",
    preset: "acm-double",
    palette: "grey",
    widthMm: 88.5,
    heightMm: 60,
    dpi: 600,
    titled: true,
  },
};

test("a session survives its address", () => {
  expect(parseSession(formatSession(full))).toEqual(full);
  const file: Session = { ...defaultSession, file: "my model (2).onnx", node: "If_3/then/Conv_1" };
  expect(parseSession(formatSession(file))).toEqual(file);
});

test("only what differs from the default is in the address, and a person can read it", () => {
  expect(formatSession(defaultSession)).toBe("");
  expect(
    formatSession({ ...defaultSession, model: "vgg16", cores: { large: 2 }, sort: { key: "name", descending: false } }),
  ).toBe("model=vgg16&cores=large:2&sort=name");
});

test("a pinned state is readable, and one that is as by default is still pinned", () => {
  const plain = askedOf(defaultSession);
  expect(formatSession({ ...defaultSession, baseline: plain })).toBe("pinned=");
  expect(parseSession("pinned=").baseline).toEqual(plain);
  const two: Session = { ...defaultSession, baseline: { ...plain, device: "pi5", cores: { large: 1, medium: 2 } } };
  expect(formatSession(two)).toBe("pinned=device:pi5/cores:large:1,medium:2");
  expect(parseSession(formatSession(two))).toEqual(two);
  expect(parseSession("pinned=device:nokia3310/x/frequency:-3").baseline).toEqual(plain);
});

test("a device brings its usual runtime; any other is in the address", () => {
  expect(parseSession("device=rk3399")).toEqual({ ...defaultSession, device: "rk3399", runtime: "armcl" });
  const other: Session = { ...defaultSession, device: "rk3399", runtime: "tflite" };
  expect(formatSession(other)).toBe("device=rk3399&runtime=tflite");
  expect(parseSession(formatSession(other))).toEqual(other);
});

test("no more models are compared than fit beside each other, and none twice", () => {
  expect(parseSession("compare=a,b,,b,c,d").compared).toEqual(["a", "b", "c"]);
});

test("names with letters that mean something in an address come back unharmed", () => {
  const strange: Session = { ...defaultSession, node: "a&b=c#d%2Fe?é/+ f", search: "100% &" };
  expect(parseSession(formatSession(strange))).toEqual(strange);
});

test("what does not fit is left at its default", () => {
  const session = parseSession(
    "?device=nokia3310&utilization=7&frequency=-1&precision=fp1&runtime=x&sort=-x&cores=big:2&grain=atoms&rules=x&priority=first&stream=-1",
  );
  expect(session).toEqual(defaultSession);
});

test("algorithms are written beside the nodes that they are for", () => {
  expect(formatSession({ ...defaultSession, algorithms: { "layer1.0.conv1": "fft", b: "im2col" } })).toBe(
    "algorithm=layer1.0.conv1:fft,b:im2col",
  );
  expect(parseSession("algorithm=a:fft,:x,b,c:").algorithms).toEqual({ a: "fft" });
});

test("sizes are written as a person would; what is no size is left out", () => {
  expect(formatSession({ ...defaultSession, sizes: { batch: 4, seq: 128 } })).toBe("set=batch:4,seq:128");
  expect(parseSession("set=batch:4,seq:-1,H:0,:5,W:x,N:2").sizes).toEqual({ batch: 4, N: 2 });
});

test("a precision that is not in the address is the one that the device is used with", () => {
  expect(parseSession("device=pixel4-gpu").precision).toBe("fp16");
  expect(formatSession(parseSession("device=pixel4-gpu"))).toBe("device=pixel4-gpu");
  const single: Session = { ...defaultSession, device: "pixel4-gpu", precision: "fp32" };
  expect(formatSession(single)).toBe("device=pixel4-gpu&precision=fp32");
  expect(parseSession(formatSession(single))).toEqual(single);
});

test("a device may be named by an alias of a data set", () => {
  expect(parseSession("device=snapdragon_855").device).toBe("pixel4");
});
