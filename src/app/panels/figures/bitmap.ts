/** A drawing as a PNG, painted from the same shapes as the PDF. */
import { type Drawing, powerRise, powerSize, type Shape, type TextShape } from "../../../figure/draw/shape.ts";
import { withResolution } from "../../../figure/png.ts";
import { fontFamily } from "../../../figure/svg.ts";

const pointsPerInch = 72;

export async function pngOf(drawing: Drawing, dpi: number): Promise<Uint8Array<ArrayBuffer>> {
  const scale = dpi / pointsPerInch;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawing.width * scale);
  canvas.height = Math.round(drawing.height * scale);
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("this browser gives no canvas");
  brush.fillStyle = "#ffffff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.scale(scale, scale);
  brush.lineJoin = "round";
  for (const shape of drawing.shapes) paint(brush, shape);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  // A canvas beyond the limits of the browser has no content.
  if (blob === null) throw new Error(`the browser cannot make a bitmap of ${canvas.width} x ${canvas.height}`);
  return withResolution(new Uint8Array(await blob.arrayBuffer()), dpi);
}

function paint(brush: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === "text") {
    write(brush, shape);
    return;
  }
  const { fill, stroke } = shape;
  brush.beginPath();
  if (shape.kind === "circle") brush.arc(shape.at[0], shape.at[1], shape.radius, 0, 2 * Math.PI);
  else for (const [x, y] of shape.places) brush.lineTo(x, y);
  if (shape.kind === "path" && shape.closed) brush.closePath();
  if (fill !== undefined) {
    brush.fillStyle = fill;
    brush.fill();
  }
  if (stroke === undefined) return;
  brush.strokeStyle = stroke.color;
  brush.lineWidth = stroke.width;
  brush.setLineDash([...stroke.dash]);
  brush.stroke();
}

function write(brush: CanvasRenderingContext2D, shape: TextShape): void {
  const { text, power, size, anchor, turned, bold, color } = shape;
  const fontOf = (points: number): string => `${bold ? "bold " : ""}${points}px ${fontFamily}`;
  brush.save();
  brush.translate(shape.at[0], shape.at[1]);
  if (turned) brush.rotate(-Math.PI / 2);
  brush.fillStyle = color;
  brush.font = fontOf(size * powerSize);
  const powerWidth = power === "" ? 0 : brush.measureText(power).width;
  brush.font = fontOf(size);
  const { width } = brush.measureText(text);
  const start = -{ start: 0, middle: 0.5, end: 1 }[anchor] * (width + powerWidth);
  brush.fillText(text, start, 0);
  brush.font = fontOf(size * powerSize);
  if (power !== "") brush.fillText(power, start + width, -size * powerRise);
  brush.restore();
}
