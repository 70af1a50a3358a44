// What comes when there is a session, a stance or a blind round: the lines under the bar, the panel, what stands beside the points.
import { DraftsAt } from "./drafts.js";
import { SpeaksFor } from "./minority.js";
import { RoundAt, RoundBar } from "./roundat.js";
import { SessionBar } from "./sessionbar.js";
import { SessionPanel } from "./sessionpanel.js";
import { StancesAt } from "./stances.js";

export const parts = { DraftsAt, RoundAt, RoundBar, SessionBar, SessionPanel, SpeaksFor, StancesAt };
