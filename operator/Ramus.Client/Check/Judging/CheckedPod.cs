using Ramus.Client.Manifests;
using Ramus.Contract.Selection;

namespace Ramus.Client.Check.Judging;

/// <summary>A pod of the files, with the networks that it selects.</summary>
/// <param name="Pod">The pod or the template.</param>
/// <param name="Subject">Its name in messages.</param>
/// <param name="Selected">The networks in the order of the annotations.</param>
internal sealed record CheckedPod(PodTemplate Pod, string Subject, IReadOnlyList<RequestedNetwork> Selected)
{
    /// <summary>The place of the annotation that selects a network.</summary>
    public Place PlaceOf(RequestedNetwork network) => PlaceOf(network.Annotation);

    /// <summary>The place of an annotation's value.</summary>
    public Place PlaceOf(string annotation) =>
        Pod.Annotations?.At(annotation)?.Place ?? Pod.Owner.Place;

    /// <summary>The path of an annotation in the object.</summary>
    public string PathOf(string annotation) =>
        $"{(Pod.Path.Length == 0 ? "" : $"{Pod.Path}.")}metadata.annotations['{annotation}']";

    /// <summary>The networks beside the default network.</summary>
    public IEnumerable<RequestedNetwork> Listed =>
        Selected.Where(static network => network.Annotation == Annotations.Networks);
}
