/** MobileNets as text graphs (graph-text.ts), by the rules of their own libraries: what withWidth is held to. */

/** One convolution with its bias, SAME for odd kernels. */
class Layers {
  readonly lines: string[] = ["x0: float32[1,3,224,224]"];
  #count = 0;
  #channels = 3;

  get value(): string {
    return `x${this.#count}`;
  }

  conv(filters: number, kernel: number, stride: number, kind: "dense" | "depthwise" = "dense"): void {
    const [from, groups] = [this.value, kind === "depthwise" ? this.#channels : 1];
    this.#count += 1;
    const [n, pad] = [this.#count, (kernel - 1) / 2];
    this.lines.push(
      `const w${n}: float32[${filters},${this.#channels / groups},${kernel},${kernel}]`,
      `const b${n}: float32[${filters}]`,
      `x${n} = Conv(${from}, w${n}, b${n}) group=${groups} strides=[${stride},${stride}] pads=[${pad},${pad},${pad},${pad}]`,
    );
    this.#channels = filters;
  }

  add(other: string): void {
    const from = this.value;
    this.#count += 1;
    this.lines.push(`x${this.#count} = Add(${other}, ${from})`);
  }

  classifier(classes: number): string {
    this.lines.push(
      `const f: float32[${this.#channels},${classes}]`,
      `const e: float32[${classes}]`,
      `g = GlobalAveragePool(${this.value})`,
      "v = Flatten(g)",
      "y = Gemm(v, f, e)",
    );
    return this.lines.join("\n");
  }
}

/** Howard et al., arXiv 1704.04861, table 1. */
export const mobilenetV1: string = (() => {
  const net = new Layers();
  net.conv(32, 3, 2);
  const body: readonly (readonly [filters: number, stride: number])[] = [
    [64, 1],
    [128, 2],
    [128, 1],
    [256, 2],
    [256, 1],
    [512, 2],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [1024, 2],
    [1024, 1],
  ];
  let channels = 32;
  for (const [filters, stride] of body) {
    net.conv(channels, 3, stride, "depthwise");
    net.conv(filters, 1, 1);
    channels = filters;
  }
  return net.classifier(1000);
})();

/** `_make_divisible` of pytorch/vision, torchvision/models/_utils.py, written from its description. */
function divisible(channels: number): number {
  const near = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return near < 0.9 * channels ? near + 8 : near;
}

/** pytorch/vision, torchvision/models/mobilenetv2.py: expansion, channels, repeats, stride; the last layer never narrower than 1280. */
export function mobilenetV2(width: number): string {
  const net = new Layers();
  let channels = divisible(32 * width);
  net.conv(channels, 3, 2);
  const settings: readonly (readonly [number, number, number, number])[] = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ];
  for (const [expansion, filters, repeats, first] of settings) {
    const made = divisible(filters * width);
    for (let i = 0; i < repeats; i += 1) {
      const stride = i === 0 ? first : 1;
      const [before, from] = [net.value, channels];
      const hidden = from * expansion;
      if (expansion !== 1) net.conv(hidden, 1, 1);
      net.conv(hidden, 3, stride, "depthwise");
      net.conv(made, 1, 1);
      if (stride === 1 && from === made) net.add(before);
      channels = made;
    }
  }
  net.conv(divisible(1280 * Math.max(1, width)), 1, 1);
  return net.classifier(1000);
}
