// It has arrived: the draft in this browser has done its work.
import { forgetWhatWasSent } from "./draft.js";

forgetWhatWasSent();
