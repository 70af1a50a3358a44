// A page that needs nothing but local times and the colours.
import "./common.js";
