"use strict";
(() => {
  const all = (name) => Array.from(document.querySelectorAll(name));
  const one = (name) => document.querySelector(name);
  const frames = all(".frame");
  if (!frames.length) return;
  const cards = all(".card"), panels = all(".details .panel"), bars = all(".progress b");
  const play = one(".play"), seek = one(".seek"), clock = one(".clock");
  const back = one(".back"), forth = one(".forth");
  const ends = [];
  frames.reduce((end, frame) => (ends.push(end + Number(frame.dataset.seconds)), ends.at(-1)), 0);
  const total = ends.at(-1);
  const start = (index) => (index ? ends[index - 1] : 0);
  const originals = frames.map((frame) => frame.querySelector(".picture")?.src);
  let at = 0, playing = false, shown = -1, before = 0, rounds = 0;

  const say = (seconds) => {
    const whole = Math.floor(seconds + 1e-6);
    return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
  };
  const find = (seconds) => {
    const index = ends.findIndex((end) => seconds < end - 1e-9);
    return index < 0 ? frames.length - 1 : index;
  };
  const sound = (index) => frames[index]?.querySelector("audio");

  function syncSound() {
    const audio = sound(shown);
    if (!audio) return;
    const wanted = at - start(shown);
    if (Math.abs(audio.currentTime - wanted) > 0.3) audio.currentTime = Math.min(wanted, audio.duration || wanted);
    const over = audio.duration && wanted >= audio.duration;
    if (playing && !over && audio.paused) audio.play().catch(() => {});
    if (!playing && !audio.paused) audio.pause();
  }

  function showFrame(index) {
    sound(shown)?.pause();
    shown = index;
    frames.forEach((frame, number) => (frame.hidden = number !== index));
    panels.forEach((panel, number) => (panel.hidden = number !== index));
    cards.forEach((card, number) => card.setAttribute("aria-current", String(number === index)));
    scrollTo(cards[index]);
    const picture = frames[index].querySelector(".picture.moving");
    // Another fragment makes another address, so the animation starts at its beginning.
    if (picture) picture.src = originals[index] + "#" + ++rounds;
    const text = frames[index].querySelector(".text");
    if (text) {
      text.scrollTop = 0;
      markMore(text);
    }
  }

  // Not scrollIntoView: on a small window that would move the whole page.
  function scrollTo(card) {
    const strip = one(".strip"), inside = strip.getBoundingClientRect(), box = card.getBoundingClientRect();
    const move = (from, to, low, high) => (from < low ? from - low : to > high ? to - high : 0);
    strip.scrollTop += move(box.top - 12, box.bottom + 12, inside.top, inside.bottom);
    strip.scrollLeft += move(box.left - 12, box.right + 12, inside.left, inside.right);
  }

  // While it plays, a long text goes on page by page; at rest the reader scrolls.
  function turnPage() {
    const text = frames[shown].querySelector(".text");
    if (!playing || !text || text.scrollHeight <= text.clientHeight + 2) return;
    const page = text.clientHeight - parseFloat(getComputedStyle(text).paddingTop);
    const pages = Math.ceil(text.scrollHeight / page);
    const share = (at - start(shown)) / (ends[shown] - start(shown));
    text.scrollTop = Math.min(pages - 1, Math.floor(share * pages)) * page;
  }

  function markMore(text) {
    const more = text.scrollTop + text.clientHeight < text.scrollHeight - 2;
    text.closest(".frame").classList.toggle("more", more);
  }

  function paint() {
    const index = find(at);
    if (index !== shown) showFrame(index);
    bars.forEach((bar, number) => {
      const from = bars.length > 1 || frames.length === 1 ? start(number) : 0;
      const to = bars.length > 1 || frames.length === 1 ? ends[number] : total;
      const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
      bar.style.width = share * 100 + "%";
    });
    seek.value = at;
    seek.setAttribute("aria-valuetext", say(at));
    clock.textContent = say(at) + " / " + say(Math.round(total));
    play.classList.toggle("on", playing);
    play.setAttribute("aria-label", playing ? play.dataset.pause : play.dataset.play);
    play.querySelector(".is-play").toggleAttribute("hidden", playing);
    play.querySelector(".is-pause").toggleAttribute("hidden", !playing);
    back.disabled = at <= 0;
    forth.disabled = shown === frames.length - 1;
    turnPage();
    syncSound();
  }

  function tick(now) {
    if (!playing) return;
    at += (now - before) / 1000;
    before = now;
    if (at >= total) {
      at = total;
      playing = false;
    }
    paint();
    requestAnimationFrame(tick);
  }

  function setPlaying(on) {
    if (on === playing) return;
    playing = on;
    if (on && at >= total) at = 0;
    before = performance.now();
    paint();
    if (on) requestAnimationFrame(tick);
  }

  function go(seconds) {
    at = Math.min(total, Math.max(0, seconds));
    paint();
  }
  // Going back first returns to the beginning of this frame, as on every player.
  const goBack = () => go(at - start(shown) > 1 ? start(shown) : start(Math.max(0, shown - 1)));
  const goForth = () => shown < frames.length - 1 && go(start(shown + 1));

  play.addEventListener("click", () => setPlaying(!playing));
  back.addEventListener("click", goBack);
  forth.addEventListener("click", goForth);
  seek.addEventListener("input", () => go(Number(seek.value)));
  cards.forEach((card, index) => card.addEventListener("click", () => go(start(index))));
  all(".text").forEach((text) => text.addEventListener("scroll", () => markMore(text)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target.closest("button,input");
    if (event.key === " " && !inside?.matches("button")) setPlaying(!playing);
    else if (event.key === "ArrowLeft" && !inside?.matches("input")) goBack();
    else if (event.key === "ArrowRight" && !inside?.matches("input")) goForth();
    else return;
    event.preventDefault();
  });
  // A page that nobody sees gets no time to paint, so it would jump when it is seen again.
  document.addEventListener("visibilitychange", () => document.hidden && setPlaying(false));
  seek.max = total;
  seek.disabled = play.disabled = false;
  const wished = /^#t=([0-9.]+)$/.exec(location.hash);
  at = wished ? Math.min(total, Number(wished[1]) || 0) : 0;
  paint();
})();
