// What comes for whoever catches up: the inbox, what is new since they left, the way from one unread note to the next, and the members to name.
import { MentionPicker } from "./mentionpicker.js";
import { Inbox } from "./inbox.js";
import { SinceYouLeft } from "./sinceleft.js";
import { toUnread } from "./tounread.js";

export const catchingUp = { Inbox, MentionPicker, SinceYouLeft, toUnread };
