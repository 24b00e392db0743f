/** Operators that exporters of older operator sets spell out in many nodes, as terms; the algebra decides, no runtime. */

/** x · σ(x), and with a factor inside: Ramachandran et al. 2017. */
export const silu: readonly string[] = ["mul(x, sigmoid(x))", "mul(x, sigmoid(mul(x)))"];

/** x · relu6(x + 3) / 6, Howard et al. 2019 (MobileNetV3). */
export const hardSwish: readonly string[] = [
  "mul(x, hardsigmoid(x))",
  "mul(x, mul|div(relu(bias(x))))",
  "mul|div(mul(x, relu(bias(x))))",
];

/** x · ½ · (1 + erf(x / √2)), Hendrycks and Gimpel 2016, whichever factor the half is multiplied with. */
export const gelu: readonly string[] = [
  "erf(div|mul(x))",
  // The approximation of the same paper: tanh(√(2 / π) · (x + 0.044715 · x³)).
  "tanh(mul(add(x, mul(pow(x)))))",
  "tanh(mul(add(x, mul(mul(x, mul(x, x))))))",
  "tanh(mul(mul(x, bias(mul(mul(x, x))))))",
].flatMap((gate) => [`mul(mul(x, bias(${gate})))`, `mul(x, mul(bias(${gate})))`, `mul(mul(x), bias(${gate}))`]);

const centred = "sub(x, mean(x))";
const normalized = (square: string): string => `div(${centred}, sqrt(bias(mean(${square}))))`;
/** Exporters of half-precision models cast before they square, to the same type in single precision. */
const squares = [`pow(${centred})`, `pow(cast(${centred}))`, `mul(${centred})`, `mul(${centred}, ${centred})`];

/** (x − mean) / √(variance + ε) · scale + offset, Ba et al. 2016. */
export const layerNorm: readonly string[] = squares.map((square) => `bias(mul(${normalized(square)}))`);

/** x / √(mean of x² + ε) · scale, Zhang and Sennrich 2019. */
export const rmsNorm: readonly string[] = ["pow(x)", "mul(x)", "mul(x, x)"].flatMap((square) => [
  `mul(div(x, sqrt(bias(mean(${square})))))`,
  `mul(mul(x, reciprocal(sqrt(bias(mean(${square}))))))`,
]);

/** exp(x − max) / Σ exp(x − max). */
export const softmax: readonly string[] = [
  "div(exp(sub(x, reducemax(x))), reducesum(exp(sub(x, reducemax(x)))))",
  "div(exp(x), reducesum(exp(x)))",
];

const gates = "sigmoid|hardsigmoid";
const squeezed = ["conv(gap(x))", "bias(conv(gap(x)))"];

/** Squeeze and excitation, Hu et al. 2018, with ReLU or SiLU between the convolutions. */
export const squeezeExcite: readonly string[] = squeezed.flatMap((narrow) =>
  [`relu(${narrow})`, `mul(${narrow}, sigmoid(${narrow}))`].flatMap((between) => [
    `mul(x, ${gates}(conv(${between})))`,
    `mul(x, ${gates}(bias(conv(${between}))))`,
    `mul(x, mul|div(relu(bias(conv(${between})))))`,
    `mul(x, mul|div(relu(bias(bias(conv(${between}))))))`,
  ]),
);

/** softmax(q · k / √d + mask) · v, Vaswani et al. 2017; scale and mask may be missing. */
export const attentionOf = (q: string, k: string, v: string): readonly string[] =>
  [`matmul(${q}, ${k})`, `div|mul(matmul(${q}, ${k}))`, `matmul(div|mul(${q}), ${k})`].flatMap((scores) => [
    `matmul(softmax(${scores}), ${v})`,
    `matmul(softmax(bias(${scores})), ${v})`,
    `matmul(softmax(add(${scores}, m)), ${v})`,
  ]);
