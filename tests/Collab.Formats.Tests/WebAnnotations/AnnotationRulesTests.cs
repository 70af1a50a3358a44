using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Tests.WebAnnotations;

/// <summary>The rules for what comes in, beside the W3C's own assertions: whatever breaks one of those is refused.</summary>
public sealed class AnnotationRulesTests
{
    private readonly SchemaChecker schemas = new(Path.Combine(AppContext.BaseDirectory, "WebAnnotations", "Schemas"));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"@context":["http://www.w3.org/ns/anno.jsonld",{"ex":"urn:ex#"}],"type":["Annotation","ex:Remark"],"id":"https://elsewhere.example/1"}""")]
    [InlineData("""{"body":"https://elsewhere.example/a","motivation":["commenting","ex:musing"]}""")]
    [InlineData("""{"bodyValue":"words"}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":"<p>j'adore</p>","format":"text/html","language":"fr","textDirection":"ltr","processingLanguage":"fr","purpose":"describing","created":"2014-06-02T17:00:00Z","rights":"urn:r"}}""")]
    [InlineData("""{"body":{"type":"Choice","items":[{"type":"TextualBody","value":"a"},"https://elsewhere.example/b"]}}""")]
    [InlineData("""{"body":{"id":"https://elsewhere.example/v","type":"Video","format":"video/mpeg","language":["en","fr"]}}""")]
    [InlineData("""{"creator":{"id":"https://elsewhere.example/ana","type":"Person","name":"Ana","nickname":"a","email":"mailto:ana@elsewhere.example","email_sha1":"58bad08927902ff9307b621c54716dcc5083e339"},"created":"2015-01-28T12:00:00Z","modified":"2015-01-29T09:00:00.5Z","generated":"2015-02-04T12:00:00Z","generator":"https://elsewhere.example/program"}""")]
    [InlineData("""{"audience":{"id":"https://elsewhere.example/class","type":"schema:EducationalAudience","schema:educationalRole":"teacher"},"rights":"https://elsewhere.example/r","canonical":"urn:uuid:1","via":["https://elsewhere.example/1","urn:x"]}""")]
    [InlineData("""{"target":{"type":"SpecificResource","source":"https://elsewhere.example/p","purpose":"identifying","scope":"https://elsewhere.example/","renderedVia":{"id":"https://elsewhere.example/viewer","type":"Software"},"styleClass":"red"},"stylesheet":"https://elsewhere.example/style"}""")]
    [InlineData("""{"target":{"source":{"id":"https://elsewhere.example/p","type":"Text"},"selector":[{"type":"TextQuoteSelector","exact":"x","prefix":"a","suffix":"b"},{"type":"TextPositionSelector","start":0,"end":1},{"type":"DataPositionSelector","start":0,"end":1}]}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"FragmentSelector","value":"xywh=1,2,3,4","conformsTo":"http://www.w3.org/TR/media-frags/","refinedBy":[{"type":"CssSelector","value":"p"},{"type":"XPathSelector","value":"/p","refinedBy":{"type":"TextQuoteSelector","exact":"x"}}]}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"SvgSelector","value":"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M1\"/></svg>"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"RangeSelector","startSelector":{"type":"XPathSelector","value":"/a"},"endSelector":{"type":"XPathSelector","value":"/b"}}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":[{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z","cached":"urn:c"},{"type":"TimeState","sourceDateStart":"2015-07-20T13:30:00Z","sourceDateEnd":"2015-07-21T13:30:00Z"},{"type":"HttpRequestState","value":"Accept: application/pdf","refinedBy":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z"}}]}}""")]
    [InlineData("""{"target":["urn:x",{"id":"https://elsewhere.example/i#xywh=1,2,3,4","type":"Image","accessibility":"tactileObject"}]}""")]
    public void What_the_model_allows_is_kept(string with)
    {
        var annotation = Annotation(with);
        Assert.Empty(Failed(annotation));
        Assert.Null(Refused(annotation));
    }

    [Theory]
    [InlineData("""{"@context":"https://elsewhere.example/context"}""")]
    [InlineData("""{"@context":null}""")]
    [InlineData("""{"type":"Remark"}""")]
    [InlineData("""{"id":"not an iri"}""")]
    [InlineData("""{"id":["urn:a","urn:b"]}""")]
    [InlineData("""{"target":null}""")]
    [InlineData("""{"target":[]}""")]
    [InlineData("""{"target":{"type":"TextualBody","value":"x"}}""")]
    [InlineData("""{"target":7}""")]
    [InlineData("""{"target":{"type":"Image"}}""")]
    [InlineData("""{"body":7}""")]
    [InlineData("""{"body":"just words"}""")]
    [InlineData("""{"body":"urn:x","bodyValue":"x"}""")]
    [InlineData("""{"bodyValue":["a","b"]}""")]
    [InlineData("""{"bodyValue":{"value":"x"}}""")]
    [InlineData("""{"body":{"type":"TextualBody"}}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":["a","b"]}}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":"x","items":["urn:x"]}}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":"x","textDirection":"up"}}""")]
    [InlineData("""{"body":{"type":"Choice","items":["urn:x"],"value":"x"}}""")]
    [InlineData("""{"body":{"type":"Choice","items":["urn:x"],"source":"urn:x"}}""")]
    [InlineData("""{"body":{"type":"Choice","items":["urn:x"],"purpose":"tagging"}}""")]
    [InlineData("""{"body":{"id":"urn:x","purpose":"tagging"}}""")]
    [InlineData("""{"body":{"source":"urn:x","value":"x"}}""")]
    [InlineData("""{"body":{"type":"SpecificResource","source":["urn:x","urn:y"]}}""")]
    [InlineData("""{"created":"yesterday"}""")]
    [InlineData("""{"modified":["2015-01-28T12:00:00Z","2015-01-29T12:00:00Z"]}""")]
    [InlineData("""{"generated":2015}""")]
    [InlineData("""{"rights":"all of them"}""")]
    [InlineData("""{"canonical":["urn:a","urn:b"]}""")]
    [InlineData("""{"via":"my shelf"}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"TextQuoteSelector","prefix":"x"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"TextQuoteSelector","exact":["a","b"]}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"TextPositionSelector","start":-1,"end":2}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"DataPositionSelector","start":1}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"FragmentSelector"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"RangeSelector","startSelector":{"type":"XPathSelector","value":"/a"}}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"HttpRequestState"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"TimeState","sourceDateStart":"2015-07-20T13:30:00Z"}}}""")]
    public void What_the_model_forbids_is_refused_with_a_reason(string with)
    {
        var annotation = Annotation(with);
        Assert.NotEmpty(Failed(annotation));
        Assert.EndsWith(".", Refused(annotation)!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"body":{"type":"TextualBody","value":"x","format":7}}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":"x","language":7}}""")]
    [InlineData("""{"body":{"type":"TextualBody","value":"x","processingLanguage":["en","fr"]}}""")]
    [InlineData("""{"creator":7}""")]
    [InlineData("""{"generator":7}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"SvgSelector","value":"<svg><path></svg>"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":"SvgSelector","value":"<!DOCTYPE svg [<!ENTITY a \"a\">]><svg>&a;</svg>"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z","sourceDateStart":"2015-07-20T13:30:00Z"}}}""")]
    [InlineData("""{"created":"2015-01-28T12:00:00+02:00"}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"TimeState","sourceDate":"1/2/2015"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"TimeState","sourceDate":"10:30"}}}""")]
    [InlineData("""{"target":{"source":"urn:x","state":{"type":"TimeState","sourceDate":["2015-07-20T13:30:00Z","2015-07-20T13:30:00+02:00"]}}}""")]
    [InlineData("""{"creator":{"id":["urn:a","urn:b"],"type":"Person"}}""")]
    [InlineData("""{"stylesheet":["urn:a","urn:b"]}""")]
    [InlineData("""{"body":{"type":["Choice","ex:Set"],"items":["urn:x"]}}""")]
    [InlineData("""{"target":{"source":"urn:x","selector":{"type":["XPathSelector","CssSelector"],"value":"p"}}}""")]
    public void What_the_assertions_overlook_is_refused_too(string with) => Assert.NotNull(Refused(Annotation(with)));

    private string[] Failed(JsonObject annotation)
    {
        // An annotation that is sent may have no id yet.
        var whole = annotation.DeepClone().AsObject();
        whole["id"] ??= "urn:new";
        return [.. schemas.Assertions("annotationMusts.test").Where(file => !schemas.IsValid(file, whole))];
    }

    private static JsonObject Annotation(string with)
    {
        var annotation = new JsonObject { ["@context"] = "http://www.w3.org/ns/anno.jsonld", ["type"] = "Annotation", ["target"] = "https://elsewhere.example/page" };
        foreach (var (name, value) in JsonNode.Parse(with)!.AsObject())
        {
            if (value is null)
                annotation.Remove(name);
            else
                annotation[name] = value.DeepClone();
        }

        return annotation;
    }

    private static RefusalException? Refused(JsonObject annotation)
    {
        try
        {
            AnnotationRules.Demand(JsonSerializer.SerializeToElement(annotation));
            return null;
        }
        catch (RefusalException refusal) when (refusal.Code == "bad-request")
        {
            return refusal;
        }
    }
}
