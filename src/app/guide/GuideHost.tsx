import { lazy, Suspense } from "react";
import { whileBusy } from "../state/busy.ts";
import { useStore } from "../state/store.ts";
import { Waiting } from "../ui/Waiting.tsx";
import { guide } from "./guide-state.ts";

const Guide = lazy(() => whileBusy(import("./Guide.tsx").then((loaded) => ({ default: loaded.Guide }))));

/** The guide, once it is asked for. */
export function GuideHost() {
  const about = useStore(guide, (g) => g.about);
  if (about === undefined) return null;
  return (
    <Suspense fallback={<Waiting />}>
      <Guide about={about} />
    </Suspense>
  );
}
