(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    const said = button.textContent;
    const done = () => {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = said; }, 2000);
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(source.innerText.trim()).then(done, () => select(source));
    } else {
      select(source);
    }
  });
  addEventListener("beforeprint", () => {
    for (const element of document.querySelectorAll("details")) element.open = true;
  });
})();
