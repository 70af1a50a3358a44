// What comes when there is a session or a stance: its line under the bar, its panel, the stances beside the points.
import { SessionBar } from "./sessionbar.js";
import { SessionPanel } from "./sessionpanel.js";
import { StancesAt } from "./stances.js";

export const parts = { SessionBar, SessionPanel, StancesAt };
