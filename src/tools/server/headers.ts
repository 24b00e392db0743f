/**
 * What the page may do, in one place: the server sends it, the build writes it into index.html for hosts that send no
 * headers of their own. Nothing outside the page's own origin is ever reachable.
 *
 * - `wasm-unsafe-eval`: compiling tfjs's WebAssembly; JavaScript `eval` stays forbidden.
 * - `unsafe-inline` for styles only: cytoscape and plotly add style elements and style attributes at run time.
 * - `data:` and `blob:` images: plotly draws a figure into an image before it is saved.
 */
const directives: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy for a meta element, where browsers do not accept `frame-ancestors`. */
export const metaPolicy = directives.join("; ");

/** Sent with every response; a worker script takes its policy from its own response. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": `${metaPolicy}; frame-ancestors 'none'`,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
