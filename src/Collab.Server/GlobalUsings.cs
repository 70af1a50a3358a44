global using PageTexts = Microsoft.Extensions.Localization.IStringLocalizer<Collab.Web.Resources.Pages>;
