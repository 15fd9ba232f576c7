// The phone's questions. Inlined after static/ours.js and before static/audience.js.
// ES2017: phones are old.
// `token` gives the voter's.
function palmaresAsk(token) {
  "use strict";
  // A vote that nobody answers has to go again within ten seconds.
  const ANSWER_MS = 8500;
  // No answer of ours is longer: one that never ends is none.
  const ANSWER_BYTES = 65536;

  // `done` hears what our answer says, or null where none came that is recognisably ours;
  // `fits` knows a good one.
  function ask(method, url, data, fits, done) {
    const x = new XMLHttpRequest();
    x.open(method, url);
    x.timeout = ANSWER_MS;
    if (token()) x.setRequestHeader("Authorization", "Bearer " + token());
    if (data) x.setRequestHeader("Content-Type", "application/json");
    x.onprogress = () => { if (x.responseText.length > ANSWER_BYTES) x.abort(); };
    x.onloadend = () => {
      // A redirect leads to somebody else, or to our answer to another question.
      const straight = x.responseURL === new URL(url, location.href).href;
      done(straight ? ours(x.status, x.responseText, fits) : null, x);
    };
    x.send(data ? JSON.stringify(data) : null);
  }

  const stands = (said) => Array.isArray(said.choices) && typeof said.receipt === "string";
  // By the status it is known from what GET answers: a redirect may lead back here.
  ask.isVote = (said) => stands(said) && typeof said.status === "string";
  ask.isHeld = (said) => typeof said.change === "number" && typeof said.proved === "string" &&
    (!said.choices || stands(said));
  ask.isVoter = (said) => typeof said.voter === "string";
  return ask;
}
