/** How the SDK's Device is made for a lab: its own address, its own sounds, and no word to anybody else. */

import type { Device } from "@twilio/voice-sdk";
import { chunderw } from "./addresses.ts";
import { allDevices } from "./microphone.ts";
import { labSounds } from "./sounds.ts";
import type { VoiceSource } from "./voice_source.ts";

type PrivateOptions = Device.Options & { chunderw: string; publishEvents: boolean };

export function deviceOptions(
  base: string,
  voice: VoiceSource,
  peerConnection: typeof RTCPeerConnection | undefined,
): PrivateOptions {
  return {
    chunderw: chunderw(base),
    publishEvents: false,
    sounds: labSounds(base) as Device.Options["sounds"],
    codecPreferences: ["opus", "pcmu"] as Device.Options["codecPreferences"],
    enableImprovedSignalingErrorPrecision: true,
    maxCallSignalingTimeoutMs: 30_000,
    closeProtection: false,
    getUserMedia: voice.getUserMedia,
    // Where there are no media devices (a page that is not secure) the SDK must not look for them.
    ...(navigator.mediaDevices ? { enumerateDevices: allDevices } : {}),
    tokenRefreshMs: 30_000,
    logLevel: "silent",
    ...(peerConnection ? { RTCPeerConnection: peerConnection } : {}),
  };
}
