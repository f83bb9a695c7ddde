// A plain page around an unmodified SDK: one `phone` for @twilio/voice-sdk 2.x and twilio-client 1.x.
// Everything that happens is noted in order; tests wait for notes and measure what is heard.

const SECONDS = 60;
const SOUNDS = { disconnect: "disconnect", incoming: "incoming", outgoing: "outgoing", dtmfs: "dtmf-star", dtmfh: "dtmf-hash" };
for (let digit = 0; digit < 10; digit++) SOUNDS["dtmf" + digit] = "dtmf-" + digit;

class Notes {
  #notes = [];
  #waiting = new Set();

  add(name, detail = null) {
    this.#notes.push({ name, detail, at: performance.now() });
    for (const look of [...this.#waiting]) look();
  }

  names() {
    return this.#notes.map((note) => note.name);
  }

  count(name) {
    return this.#notes.filter((note) => note.name === name).length;
  }

  /** The first note of this name that was not taken yet; it is taken. */
  take(name, seconds = SECONDS) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.#notes.find((note) => note.name === name && !note.taken);
        if (!found) return;
        found.taken = true;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found.detail);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`no ${name} in ${seconds} s; there was ${JSON.stringify(this.#notes)}`));
      }, seconds * 1000);
      this.#waiting.add(look);
      look();
    });
  }
}

const notes = new Notes();
window.addEventListener("unhandledrejection", (event) => notes.add("unhandled", String(event.reason)));
window.addEventListener("error", (event) => notes.add("uncaught", event.message));

const aboutError = (error) => ({
  code: error.code,
  name: (error.twilioError || error).name,
  message: error.message,
  original: error.originalError?.code ?? null,
  twilio: error.twilioError?.code ?? null,
});

class Phone {
  /** kind: "2.x" or "1.x"; lab: https address of the lab, or null for the SDK's own addresses. */
  constructor(kind, lab, options = {}) {
    this.kind = kind;
    this.calls = [];
    const common = { codecPreferences: ["pcmu", "opus"] };
    if (lab) {
      const host = new URL(lab).host;
      common.chunderw = host;
      common.publishEvents = false;
      common.sounds = {};
      for (const [name, file] of Object.entries(SOUNDS)) {
        common.sounds[name] = `${lab}/js/client/sounds/releases/1.0.0/${file}.mp3`;
      }
    }
    if (kind === "1.x") Object.assign(common, { enableRingingState: true, enableIceRestart: true });
    this.options = { ...common, ...options };
  }

  get call() {
    return this.calls.at(-1);
  }

  /** Make the Device; 2.x registers by itself only when asked. */
  setUp(token) {
    const device = (this.device =
      this.kind === "2.x" ? new Twilio.Device(token, this.options) : new Twilio.Device());
    for (const name of ["registering", "registered", "unregistered", "ready", "offline", "tokenWillExpire"]) {
      device.on(name, () => notes.add(name));
    }
    device.on("error", (error) => notes.add("error", aboutError(error)));
    device.on("incoming", (call) => {
      this.follow(call);
      const custom = Object.fromEntries(call.customParameters.entries());
      notes.add("incoming", { parameters: { ...call.parameters }, custom });
    });
    if (this.kind === "1.x") device.setup(token, this.options);
  }

  async register(token) {
    this.setUp(token);
    if (this.kind === "2.x") await this.device.register();
    else await notes.take("ready");
  }

  follow(call) {
    this.calls.push(call);
    const names =
      "accept ringing disconnect cancel reject mute reconnecting reconnected messageReceived messageSent sample warning";
    for (const name of names.split(" ")) {
      call.on(name, (detail) => {
        const plain = ["messageReceived", "messageSent"].includes(name) ? detail : null;
        if (name !== "sample" || notes.count("sample") < 3) notes.add(name, plain);
      });
    }
    call.on("error", (error) => notes.add("callError", aboutError(error)));
  }

  async connect(params, more = {}) {
    const call =
      this.kind === "2.x" ? await this.device.connect({ params, ...more }) : this.device.connect(params);
    this.follow(call);
  }

  /** Wait until the call is open and return its SID. */
  async accepted() {
    await notes.take("accept");
    return this.call.parameters.CallSid;
  }

  get handler() {
    return this.kind === "2.x" ? this.call._mediaHandler : this.call.mediaStream;
  }

  get pc() {
    return this.handler.version.pc;
  }

  remoteUfrag() {
    return /a=ice-ufrag:(\S+)/.exec(this.pc.remoteDescription.sdp)[1];
  }

  async stats(type) {
    const found = [];
    for (const one of (await this.pc.getStats()).values()) if (one.type === type) found.push({ ...one });
    return found;
  }

  /** The strongest frequency that is heard, once it is the same `times` looks in a row and satisfies `wanted`. */
  async heard(wanted, seconds = SECONDS) {
    const ear = await this.#ear();
    const deadline = performance.now() + seconds * 1000;
    let steady = 0;
    let last = null;
    while (performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      last = ear();
      steady = wanted === "silence" ? (last.decibels < -70 ? steady + 1 : 0)
        : last.decibels > -60 && Math.abs(last.frequency - wanted) < 15 ? steady + 1 : 0;
      if (steady >= 6) return last;
    }
    throw new Error(`${wanted} was not heard in ${seconds} s; the last look: ${JSON.stringify(last)}`);
  }

  async #ear() {
    const deadline = performance.now() + SECONDS * 1000;
    // ontrack comes after accept: wait for the stream
    while (!this.call.getRemoteStream()) {
      if (performance.now() > deadline) throw new Error("the SDK has no remote stream");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const stream = this.call.getRemoteStream();
    this.context ??= new AudioContext();
    await this.context.resume();
    if (this.earOf !== stream) {
      this.earOf = stream;
      this.analyser = this.context.createAnalyser();
      this.analyser.fftSize = 8192;
      this.analyser.smoothingTimeConstant = 0;
      this.context.createMediaStreamSource(stream).connect(this.analyser);
    }
    const bins = new Float32Array(this.analyser.frequencyBinCount);
    return () => {
      this.analyser.getFloatFrequencyData(bins);
      let best = 2;
      for (let bin = 2; bin < bins.length; bin++) if (bins[bin] > bins[best]) best = bin;
      return { frequency: (best * this.context.sampleRate) / this.analyser.fftSize, decibels: bins[best] };
    };
  }
}

/** Load an SDK and make the page's phone. */
function open(kind, lab, options) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = kind === "2.x" ? "/voice-sdk/twilio.min.js" : "/twilio-client/twilio.min.js";
    script.onload = () => {
      window.phone = new Phone(kind, lab, options);
      resolve(true);
    };
    script.onerror = reject;
    document.head.append(script);
  });
}
