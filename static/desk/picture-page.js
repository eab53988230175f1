/* The page of the chooser, opened by itself: uploads with progress, then their words. */

import { Chooser } from "./picture-chooser.js"

const place = document.querySelector(".chooser-page")
if (place) new Chooser(place, { described: place.dataset.described }).ready()
