// What comes for whoever leads a session or notes what is said in it: the forms of its panel.
import { Aloud } from "./aloud.js";
import { MadeUp } from "./madeup.js";
import { AgendaForm, OpenOrClose, StancesForm, TimerForm } from "./sessionforms.js";
import { Silent } from "./silent.js";

export const forms = { AgendaForm, Aloud, MadeUp, OpenOrClose, Silent, StancesForm, TimerForm };
