/** The browser's microphone: which there are, whether this page may have one, and why it may not, in words. */

import { Trouble } from "./credentials.ts";

export interface Microphone {
  id: string;
  label: string;
}

/** The devices that the browser tells this page of. */
export const allDevices = async (): Promise<MediaDeviceInfo[]> =>
  (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];

/** The microphones that have a name or a number here; before it was allowed browsers hide most of them. */
export async function microphones(): Promise<Microphone[]> {
  return (await allDevices())
    .filter((device) => device.kind === "audioinput" && device.deviceId)
    .map((device, index) => ({ id: device.deviceId, label: device.label || `Microphone ${index + 1}` }));
}

/** The sound of a microphone, its echo cancelled; `id` null is the browser's choice. Throws what the browser says. */
export async function openMicrophone(id: string | null): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException("No media devices here.", "SecurityError");
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, ...(id ? { deviceId: { exact: id } } : {}) },
  });
}

/** Why a call could not have the microphone, as far as that is known before one is asked for; null when it might. */
export async function foreseenTrouble(): Promise<Trouble | null> {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) {
    return microphoneTrouble(new DOMException("", "SecurityError"));
  }
  const permission = await microphonePermission();
  if (permission?.state === "denied") return microphoneTrouble(new DOMException("", "NotAllowedError"));
  const devices = await allDevices().catch(() => null);
  if (devices && !devices.some((device) => device.kind === "audioinput")) {
    return microphoneTrouble(new DOMException("", "NotFoundError"));
  }
  return null;
}

/** The page's permission; null where the browser does not tell. */
async function microphonePermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: "microphone" as PermissionName });
  } catch {
    return null;
  }
}

/** Call `changed` whenever the permission or the devices have changed; the answer ends that. */
export function followMicrophones(changed: () => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  navigator.mediaDevices?.addEventListener?.("devicechange", changed, { signal });
  void microphonePermission().then((permission) => {
    if (!signal.aborted) permission?.addEventListener("change", changed, { signal });
  });
  return () => end.abort();
}

/** Whether a microphone could not be opened because it is not there. */
export const isGone = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === "OverconstrainedError" || error.name === "NotFoundError");

/** The microphone that was chosen is gone, and another one took its place. */
export const chosenIsGone = (): Trouble =>
  new Trouble(
    "The microphone that was chosen is gone; the browser's own choice is used.",
    "Another one can be chosen in the settings.",
  );

/** The speaker that the phone sounded from is gone. */
export const speakerIsGone = (): Trouble =>
  new Trouble(
    "The speaker that was chosen is gone; the sound comes from the browser's own choice.",
    "Another one can be chosen in the settings.",
  );

/** What the browser said when it was asked for the microphone, with what to do about it. */
export function microphoneTrouble(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  if (!globalThis.isSecureContext) {
    return new Trouble(
      "This page may not use the microphone.",
      "Browsers give it to secure pages only: open this one as http://localhost or by https to speak yourself.",
      31402,
    );
  }
  const name = error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return new Trouble(
        "The microphone was refused.",
        "Allow it at the lock beside the page's address to speak yourself.",
        31401,
      );
    case "NotFoundError":
    case "OverconstrainedError":
      return new Trouble(
        "There is no microphone.",
        "Plug one in, or choose another in the settings, to speak yourself.",
        31402,
      );
    case "NotReadableError":
    case "AbortError":
      return new Trouble(
        "Another program holds the microphone.",
        "Close that program to speak yourself.",
        31402,
      );
    default:
      return new Trouble(
        "The microphone cannot be opened.",
        String((error as Error)?.message ?? error),
        31402,
      );
  }
}
