import { createPanel } from "./panel.js";
export function showGallery() { return createPanel; }
