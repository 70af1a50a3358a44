// The published ES modules of SignalR import each other without extensions, which no browser resolves;
// its UMD build puts everything on `self`. This turns that into named exports.
import "./signalr.min.js";

export const { HubConnectionBuilder, HubConnectionState, HttpTransportType, LogLevel, NullLogger } = globalThis.signalR;
