// Codes from the camera: read by the browser itself where it can, else by the house, one small picture after another.
const SAME_CODE_MS = 4_000;
const LONGEST_SIDE = 640;

// What reads a video's code with the browser's own eyes; null where it has none.
export async function ownReader() {
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
}

// What reads a video's code by giving small pictures of it to `ask`, which answers with the text, or "".
export function sentReader(ask) {
  const canvas = document.createElement("canvas");
  return async (video) => {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight, 1));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!canvas.width || !canvas.height) return "";
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    return picture ? ask(picture) : "";
  };
}

// Looks every so many milliseconds, and rests after a code, until the camera ends. A code that stays in view is found once; nothing is looked at
// while the page is hidden.
export function watch(video, { read, every, rest, found, ended }) {
  let last = "";
  let lastAt = 0;
  const look = async () => {
    if (!video.srcObject?.active) {
      ended();
      return;
    }
    const text = document.hidden ? "" : await read(video).catch(() => "");
    if (text && (text !== last || Date.now() - lastAt > SAME_CODE_MS)) found(text);
    if (text) {
      last = text;
      lastAt = Date.now();
    }
    setTimeout(look, text ? Math.max(every, rest) : every);
  };
  look();
}
