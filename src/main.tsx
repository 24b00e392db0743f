import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { keepForOffline } from "./app/offline/registration.ts";
import { startStudio } from "./app/state/studio.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
startStudio();
if (import.meta.env.PROD) keepForOffline();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
