import { expect, test } from "vitest";
import { networks } from "./index.ts";
import { buildVariant, variantName, variantParams } from "./variants.ts";

const convolutional = networks.filter(({ family }) => family !== "vit");

test("draw 0 is the published network", () => {
  expect(variantParams("resnet18", 0)).toEqual({});
  expect(buildVariant("resnet18")).toEqual(networks.find(({ id }) => id === "resnet18")?.build());
});

test("the same draw is the same model, another draw another one", () => {
  expect(buildVariant("resnet18~3")).toEqual(buildVariant("resnet18~3"));
  expect(buildVariant("resnet18~3")).not.toEqual(buildVariant("resnet18~4"));
});

test("widths lie in 0.2..1.8, kernels are odd and at most 9", () => {
  for (let draw = 1; draw <= 200; draw += 1) {
    const { width, kernel } = variantParams("vgg11", draw);
    for (const factor of width as readonly number[]) {
      expect(factor).toBeGreaterThanOrEqual(0.2);
      expect(factor).toBeLessThanOrEqual(1.8);
    }
    for (const size of (kernel ?? []) as readonly number[]) expect([1, 3, 5, 7, 9]).toContain(size);
  }
});

test.each(convolutional.map(({ id }) => id))("every draw of %s is a model", (id) => {
  for (let draw = 1; draw <= 12; draw += 1) {
    expect(buildVariant(variantName(id, draw))?.graph.nodes.length).toBeGreaterThan(5);
  }
});

test("an unknown network has no variants", () => expect(buildVariant("resnet9000~1")).toBeUndefined());
