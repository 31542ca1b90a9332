// Files for visitors who have none at hand, and small pictures of files that are pictures.

import type { GivenFile } from "../model";

const WIDTH = 480;
const HEIGHT = 270;

/** The server takes no longer previews; bots/playground/files.py has the same. */
const MOST_PREVIEW = 48_000;
const SMALLER = 0.7;

/** What one sends who cannot work: the picture of an error on the screen. */
export function screenshot(): GivenFile {
  const { canvas, pen } = easel(WIDTH, HEIGHT);
  const box = (colour: string, x: number, y: number, width: number, height: number) => {
    pen.fillStyle = colour;
    pen.fillRect(x, y, width, height);
  };
  const write = (text: string, size: number, colour: string, x: number, y: number) => {
    pen.fillStyle = colour;
    pen.font = `${size}px "Open Sans", "Segoe UI", system-ui, sans-serif`;
    pen.fillText(text, x, y);
  };
  box("#2f6f9f", 0, 0, WIDTH, HEIGHT);
  box("#ffffff", 60, 50, 360, 160);
  box("#e9edf0", 60, 50, 360, 30);
  write("VPN client", 14, "#26302e", 74, 70);
  pen.fillStyle = "#b3261e";
  pen.beginPath();
  pen.arc(100, 130, 18, 0, 2 * Math.PI);
  pen.fill();
  write("!", 24, "#ffffff", 96, 139);
  write("The connection was lost", 17, "#1b1f1e", 134, 126);
  write("The gateway does not answer (error 809).", 13, "#56605d", 134, 148);
  box("#0b6b5d", 320, 170, 84, 28);
  write("Try again", 13, "#ffffff", 334, 188);
  const preview = canvas.toDataURL("image/png");
  return { name: "screenshot.png", type: "image/png", size: bytes(preview), preview };
}

export function spreadsheet(): GivenFile {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: "sales-report.xlsx", type, size: 48_640, preview: null };
}

/** A file of the visitor's own. Of a picture a small one is made; the contents of others stay where they are. */
export async function given(file: File): Promise<GivenFile> {
  const type = /^[a-z]+\/[\w.+-]{1,100}$/.test(file.type) ? file.type : "application/octet-stream";
  const about = { name: file.name.slice(-255), type, size: file.size, preview: null };
  if (!type.startsWith("image/")) return about;
  try {
    return { ...about, preview: shrunk(await createImageBitmap(file)) };
  } catch {
    return about; // no picture that this browser can draw
  }
}

function shrunk(picture: ImageBitmap): string {
  for (let width = Math.min(WIDTH, picture.width); ; width *= SMALLER) {
    const height = Math.max(1, Math.round((picture.height * width) / picture.width));
    const { canvas, pen } = easel(Math.max(1, Math.round(width)), height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const preview = canvas.toDataURL("image/jpeg", 0.85);
    if (preview.length <= MOST_PREVIEW) return preview;
  }
}

function easel(width: number, height: number) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser draws no pictures.");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  return { canvas, pen };
}

/** Of what a `data:` address holds: four characters stand for three bytes. */
function bytes(address: string): number {
  return Math.floor(((address.length - address.indexOf(",") - 1) * 3) / 4);
}
