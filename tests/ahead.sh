#!/usr/bin/env bash
# tests/ahead.sh FOLDER…: compiles the server in each FOLDER, all of one build, before it is started, as in the archive for Linux that is released.
# Tests start it hundreds of times, and a kill with all that belongs to it takes a quarter less of the processors so (docs/decisions/0495).
# Changes nothing where the compiler cannot be had.
set -euo pipefail
folders=()
for folder; do folders+=("$(cd "$folder" && pwd)"); done
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "Servers are compiled while they run: this is for Linux on x64."; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/ahead.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Microsoft.NETCore.App.Crossgen2.linux-x64" Version="[$(BundledNETCoreAppPackageVersion)]" /></ItemGroup>
</Project>
PROJECT
dotnet restore "$work" -v quiet >"$work/log" 2>&1 || { cat "$work/log"; echo "Servers are compiled while they run: the compiler could not be had from NuGet."; exit 1; }
root=$(dotnet msbuild "$work" -getProperty:NuGetPackageRoot)
version=$(dotnet msbuild "$work" -getProperty:BundledNETCoreAppPackageVersion)
compiler=${root%/}/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2

shared=()
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  shared+=(-r "$(dotnet --list-runtimes | sed -n "s/^$framework \(10[^ ]*\) \[\(.*\)\]/\2\/\1/p" | tail -n 1)/*.dll")
done

# What a start runs through. Of the rest little is called, and it is large.
cd "${folders[0]}"
mkdir "$work/made"
printf '%s\n' Collab.{Contracts,Domain,Formats,Grains,Server,Storage,Web}.dll Orleans.*.dll Microsoft.{AspNetCore,Data,Extensions,IdentityModel}.*.dll SQLitePCLRaw.*.dll \
  Npgsql*.dll OpenTelemetry*.dll Markdig.dll | grep -v -e '\*' -e Dashboard |
  xargs -P "$(nproc)" -I{} "$compiler" {} -o "$work/made/{}" -r '*.dll' "${shared[@]}" --targetos linux --targetarch x64 -O >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
# Into its place at once: what runs keeps the file that it has.
for made in "$work/made"/*.dll; do
  for folder in "${folders[@]}"; do
    file=$folder/$(basename "$made")
    [ ! -e "$file" ] || { cp "$made" "$file.made" && mv "$file.made" "$file"; }
  done
done
