// The live socket: what happens in the sandbox, and coming back after a break.
import { liveAddress } from "./api.js";
import { heardChange, heardDelete, heardMessage, heardPins, known, loadAnew, loadState, tell } from "./store.js";
import { toast, trying } from "./toast.js";
import { say } from "./words.js";

const AGAIN_MS = 700;
let broken = false;

/** Listen from now on; resolves when the first connection stands or has failed. */
export function listen() {
  return new Promise((begun) => connect(begun));
}

function connect(begun = () => {}) {
  const socket = new WebSocket(liveAddress());
  socket.onopen = () => {
    document.body.dataset.live = "yes";
    if (broken) back();
    begun();
  };
  socket.onmessage = (frame) => take(JSON.parse(frame.data));
  socket.onclose = () => {
    if (!broken) toast(say("offline"), { tone: "bad" });
    broken = true;
    begun();
    document.body.dataset.live = "no";
    setTimeout(connect, AGAIN_MS);
  };
}

async function back() {
  broken = false;
  await trying(loadAnew);
  toast(say("online"));
}

const TAKES = {
  message: (said) => heardMessage(said.chat, said.message),
  edit: (said) => heardChange(said.chat, said.message),
  reaction: (said) => heardChange(said.chat, said.message),
  delete: (said) => heardDelete(said.chat, said.id ?? said.message?.id ?? said.message),
  pin: (said) => {
    heardPins(said.chat, said.pinned);
    trying(loadState);
  },
  member: () => trying(loadState),
  toast: (said) => toast(said.text, { stays: said.alert }),
  clock: (said) => {
    known.heard = said;
    known.clock = said;
    tell("clock");
  },
  reset: () => known.state && trying(loadAnew),
};

function take(said) {
  TAKES[said.what]?.(said);
}
