// "Use this reply" without a journey to the server; without this script the server does the same.
"use strict";

(() => {
  const select = document.getElementById("id_reply");
  const message = document.getElementById("id_message");
  const texts = document.getElementById("reply-texts");
  const button = document.querySelector("button[name=do][value=reply]");
  if (!select || !message || !texts || !button) return;

  button.addEventListener("click", (event) => {
    event.preventDefault();
    const reply = select.value && texts.querySelector(`[data-reply="${CSS.escape(select.value)}"]`);
    if (!reply) return;
    const parts = [message.value.trim(), reply.textContent];
    message.value = parts.filter(Boolean).join("\n\n");
    message.focus();
  });
})();
