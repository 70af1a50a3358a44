using Collab.Server.Tests.Docs;
using YamlDotNet.RepresentationModel;

namespace Collab.Server.Tests.Deploy;

/// <summary>deploy/kubernetes fits the server and the image; no cluster of that kind runs where the tests do.</summary>
public sealed class KubernetesTests
{
    private static readonly HashSet<string> Named = ["data", "metadata.labels", "spec.selector.matchLabels", "spec.template.metadata.labels", "spec.podSelector.matchLabels",
        "spec.template.spec.topologySpreadConstraints[].labelSelector.matchLabels", "spec.ingress[].from[].podSelector.matchLabels", "spec.ingress[].from[].namespaceSelector.matchLabels",
        "spec.template.spec.containers[].resources.requests", "spec.template.spec.containers[].resources.limits"];

    // Of the Kubernetes API, what may stand in ours.
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["ConfigMap v1"] = ["data", "data.*"],
        ["Deployment apps/v1"] = ["spec", "spec.replicas", "spec.selector", "spec.selector.matchLabels", "spec.selector.matchLabels.*", "spec.strategy", "spec.strategy.rollingUpdate", "spec.strategy.rollingUpdate.maxUnavailable",
            "spec.strategy.rollingUpdate.maxSurge", "spec.template", "spec.template.metadata", "spec.template.metadata.labels", "spec.template.metadata.labels.*", "spec.template.spec",
            .. Of("spec.template.spec", "terminationGracePeriodSeconds", "automountServiceAccountToken", "securityContext", "topologySpreadConstraints", "containers", "volumes"),
            .. Of("spec.template.spec.securityContext", "runAsNonRoot", "runAsUser", "fsGroup", "seccompProfile", "seccompProfile.type"),
            .. Of("spec.template.spec.topologySpreadConstraints[]", "maxSkew", "topologyKey", "whenUnsatisfiable", "labelSelector", "labelSelector.matchLabels", "labelSelector.matchLabels.*"),
            .. Of("spec.template.spec.containers[]", "name", "image", "envFrom", "env", "ports", "lifecycle", "startupProbe", "livenessProbe", "readinessProbe", "resources", "securityContext", "volumeMounts"),
            .. Of("spec.template.spec.containers[].envFrom[]", "configMapRef", "configMapRef.name"),
            .. Of("spec.template.spec.containers[].env[]", "name", "valueFrom", "valueFrom.secretKeyRef", "valueFrom.secretKeyRef.name", "valueFrom.secretKeyRef.key", "valueFrom.fieldRef", "valueFrom.fieldRef.fieldPath"),
            .. Of("spec.template.spec.containers[].ports[]", "name", "containerPort"),
            .. Of("spec.template.spec.containers[].lifecycle", "preStop", "preStop.sleep", "preStop.sleep.seconds"),
            .. Probes.SelectMany(probe => Of($"spec.template.spec.containers[].{probe}", "httpGet", "httpGet.path", "httpGet.port", "httpGet.httpHeaders", "httpGet.httpHeaders[].name", "httpGet.httpHeaders[].value", "periodSeconds", "timeoutSeconds", "failureThreshold")),
            .. Of("spec.template.spec.containers[].resources", "requests", "requests.*", "limits", "limits.*"),
            .. Of("spec.template.spec.containers[].securityContext", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities", "capabilities.drop"),
            .. Of("spec.template.spec.containers[].volumeMounts[]", "name", "mountPath"),
            .. Of("spec.template.spec.volumes[]", "name", "emptyDir")],
        ["Service v1"] = ["spec", "spec.selector", "spec.selector.app", "spec.ports", "spec.ports[].name", "spec.ports[].port", "spec.ports[].targetPort"],
        ["PodDisruptionBudget policy/v1"] = ["spec", "spec.minAvailable", "spec.selector", "spec.selector.matchLabels", "spec.selector.matchLabels.*"],
        ["NetworkPolicy networking.k8s.io/v1"] = ["spec", "spec.podSelector", "spec.podSelector.matchLabels", "spec.podSelector.matchLabels.*", "spec.policyTypes", "spec.ingress", "spec.ingress[].from", "spec.ingress[].ports",
            .. Of("spec.ingress[].from[]", "podSelector", "podSelector.matchLabels", "podSelector.matchLabels.*", "namespaceSelector", "namespaceSelector.matchLabels", "namespaceSelector.matchLabels.*"),
            "spec.ingress[].ports[].port"],
    };

    private static readonly IReadOnlyDictionary<string, YamlMappingNode> Objects = YamlFile.Read("deploy", "kubernetes", "collab.yaml").ToDictionary(node => $"{node["kind"]} {node["apiVersion"]}");

    private static readonly YamlNode Pod = Objects["Deployment apps/v1"]["spec"]["template"]["spec"];

    private static readonly YamlNode Container = ((YamlSequenceNode)Pod["containers"]).Single();

    private static IEnumerable<string> Probes => ["startupProbe", "livenessProbe", "readinessProbe"];

    [Fact]
    public void It_has_every_kind_once_and_no_key_that_Kubernetes_does_not_know()
    {
        Assert.Equal(Known.Keys.Order(StringComparer.Ordinal), Objects.Keys.Order(StringComparer.Ordinal));
        foreach (var (kind, node) in Objects)
        {
            Assert.All(YamlFile.Paths(node, Named), path => Assert.Contains(path, (string[])["apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", .. Known[kind]]));
            Assert.Equal("collab", node["metadata"]["namespace"].ToString());
        }
    }

    [Fact]
    public void Every_setting_is_one_that_the_server_knows()
    {
        var settings = Objects["ConfigMap v1"]["data"].Map();
        KnownSettings.Demand(settings.Keys);
        KnownSettings.Demand(((YamlSequenceNode)Container["env"]).Select(variable => variable["name"].ToString()));
        Assert.Equal(Objects["ConfigMap v1"]["metadata"]["name"].ToString(), Container["envFrom"][0]["configMapRef"]["name"].ToString());
        // The volume itself belongs to root: the server could not close it to everybody else.
        var mounts = ((YamlSequenceNode)Container["volumeMounts"]).ToDictionary(mount => mount["mountPath"].ToString(), mount => mount["name"].ToString());
        Assert.Contains(mounts.Keys, mount => settings["Collab__Data"].StartsWith($"{mount}/", StringComparison.Ordinal));
        Assert.Equal(((YamlSequenceNode)Pod["volumes"]).Select(volume => volume["name"].ToString()).Order(StringComparer.Ordinal), mounts.Values.Order(StringComparer.Ordinal));
        Assert.Contains("/tmp", mounts.Keys);
    }

    [Fact]
    public void Every_label_that_is_selected_is_the_pods_own()
    {
        var labels = Objects["Deployment apps/v1"]["spec"]["template"]["metadata"]["labels"].Map();
        YamlNode[] selectors =
        [
            Objects["Deployment apps/v1"]["spec"]["selector"]["matchLabels"], Objects["Service v1"]["spec"]["selector"], Objects["PodDisruptionBudget policy/v1"]["spec"]["selector"]["matchLabels"],
            Objects["NetworkPolicy networking.k8s.io/v1"]["spec"]["podSelector"]["matchLabels"], Objects["NetworkPolicy networking.k8s.io/v1"]["spec"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"],
            Pod["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
        ];
        Assert.All(selectors, selector => Assert.Equal(labels, selector.Map()));
    }

    [Fact]
    public void Ports_are_the_servers_and_the_silos_are_for_the_nodes_alone()
    {
        var ports = ((YamlSequenceNode)Container["ports"]).ToDictionary(port => port["name"].ToString(), port => port["containerPort"].ToString());
        Assert.Equal(new Dictionary<string, string> { ["web"] = Dockerfile.Says("EXPOSE"), ["silo"] = "11111", ["gateway"] = "30000" }, ports);
        Assert.Equal("web", Objects["Service v1"]["spec"]["ports"][0]["targetPort"].ToString());
        var rules = ((YamlSequenceNode)Objects["NetworkPolicy networking.k8s.io/v1"]["spec"]["ingress"]).Select(rule => (rule["from"][0].Get("podSelector") is not null, Ports: ((YamlSequenceNode)rule["ports"]).Select(port => port["port"].ToString()).ToList()));
        Assert.Equal([(true, "silo gateway"), (false, "web")], rules.Select(rule => (rule.Item1, string.Join(' ', rule.Ports))));
        Assert.Equal(["Ingress"], Objects["NetworkPolicy networking.k8s.io/v1"]["spec"]["policyTypes"].Texts());
    }

    [Fact]
    public async Task The_probes_are_answered_by_a_running_server_that_is_asked_as_they_ask()
    {
        await using var server = await Testing.CollabServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.All(Probes, probe => Assert.Equal("web", Container[probe]["httpGet"]["port"].ToString()));
        foreach (var get in Probes.Select(probe => Container[probe]["httpGet"]))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, get["path"].ToString());
            request.Headers.Host = ((YamlSequenceNode)get["httpHeaders"]).Single(header => header["name"].ToString() == "Host")["value"].ToString();
            using var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{get["path"]}: {answer.StatusCode}");
        }
    }

    [Fact]
    public void People_are_sent_to_a_node_that_serves_and_an_upgrade_may_take_hours()
    {
        Assert.Equal("/health/serving", Container["readinessProbe"]["httpGet"]["path"].ToString());
        var startup = Container["startupProbe"];
        // The others wait for an hour until they give up and begin to wait anew; whoever upgrades takes what it takes.
        Assert.True(TimeSpan.FromSeconds(int.Parse(startup["periodSeconds"].ToString()) * int.Parse(startup["failureThreshold"].ToString())) > TimeSpan.FromHours(1));
    }

    [Fact]
    public void Its_head_makes_the_namespace_before_what_is_in_it_and_names_what_is_to_be_set()
    {
        var head = Repository.Read("deploy", "kubernetes", "collab.yaml").Split('\n').TakeWhile(line => line.StartsWith('#')).ToList();
        var (made, secret) = (head.FindIndex(line => line.Contains("kubectl create namespace collab", StringComparison.Ordinal)), head.FindIndex(line => line.Contains("kubectl -n collab create secret generic collab ", StringComparison.Ordinal)));
        Assert.True(made >= 0 && made < secret);
        Assert.All(new[] { "image", "host name", "network of the pods", "namespace of the ingress" }, set => Assert.Contains(set, string.Join(' ', head), StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_confined_as_the_image_is_and_may_drain()
    {
        Assert.Equal("true", Pod["securityContext"]["runAsNonRoot"].ToString());
        Assert.Equal(Dockerfile.Says("USER"), Pod["securityContext"]["runAsUser"].ToString());
        Assert.Equal("false", Container["securityContext"]["allowPrivilegeEscalation"].ToString());
        Assert.Equal("true", Container["securityContext"]["readOnlyRootFilesystem"].ToString());
        Assert.Equal(["ALL"], Container["securityContext"]["capabilities"]["drop"].Texts());
        Assert.True(int.Parse(Pod["terminationGracePeriodSeconds"].ToString()) > 10 + int.Parse(Container["lifecycle"]["preStop"]["sleep"]["seconds"].ToString()));
        Assert.True(int.Parse(Objects["PodDisruptionBudget policy/v1"]["spec"]["minAvailable"].ToString()) < int.Parse(Objects["Deployment apps/v1"]["spec"]["replicas"].ToString()));
    }

    private static IEnumerable<string> Of(string parent, params string[] keys) => keys.Select(key => $"{parent}.{key}");
}
