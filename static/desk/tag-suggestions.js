/* Suggests tags that exist while one types the last of several, commas between them. */

import { suggest } from "./suggest.js";

const lastOf = (text) => text.slice(text.lastIndexOf(",") + 1).trim();

for (const box of document.querySelectorAll("input[data-tags-url]")) {
  const wrap = document.createElement("span");
  wrap.className = "choice";
  box.before(wrap);
  wrap.append(box);
  suggest(box, {
    takesFirst: false,
    isOpenWord: (text) => lastOf(text).length > 0,
    told: (count) => (count ? box.dataset.found.replace("COUNT", count) : ""),
    async find(text) {
      const query = new URLSearchParams({
        term: lastOf(text), app_label: "reviews", model_name: "reviewtag", field_name: "tag",
      });
      const answer = await fetch(`${box.dataset.tagsUrl}?${query}`);
      if (!answer.ok) throw new Error(answer.status);
      const has = new Set(box.value.split(",").map((tag) => tag.trim().toLowerCase()));
      const { results } = await answer.json();
      return results.filter((one) => !has.has(one.text.toLowerCase()));
    },
    choose({ text }) {
      const kept = box.value.slice(0, box.value.lastIndexOf(",") + 1);
      box.value = `${kept}${kept ? " " : ""}${text}, `;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}
