// The live socket: what happens in the sandbox, and coming back after a break.
import { liveAddress } from "./api.js";
import { heardChange, heardDelete, heardMessage, known, loadAnew, loadState, tell } from "./store.js";
import { toast, trying } from "./toast.js";
import { say } from "./words.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
let wait = FIRST_WAIT_MS;
let broken = false;

export function listen() {
  const socket = new WebSocket(liveAddress());
  socket.onopen = () => {
    wait = FIRST_WAIT_MS;
    document.body.dataset.live = "yes";
    if (broken) back();
  };
  socket.onmessage = (frame) => take(JSON.parse(frame.data));
  socket.onclose = () => {
    if (!broken) toast(say("offline"), { tone: "bad" });
    broken = true;
    document.body.dataset.live = "no";
    setTimeout(listen, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
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
    if (said.message?.id) heardChange(said.chat, said.message);
    trying(loadState).then(() => tell("digest"));
  },
  member: () => trying(loadState),
  toast: (said) => toast(said.text, { stays: said.alert }),
  clock: (said) => {
    known.clock = said;
    tell("clock");
  },
  reset: () => trying(loadAnew),
};

function take(said) {
  TAKES[said.what]?.(said);
}
