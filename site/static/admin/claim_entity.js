/* The rich text button "claim": choose a claim for the selected words. Part of Wagtail's editor, which
   hands its parts out as globals. */
(() => {
  const { React, draftail, DraftJS } = window;

  class ClaimSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.claimChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(chosen) {
      return { key: chosen.key };
    }

    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", this.filterEntityData(chosen));
      const entity = content.getLastCreatedEntityKey();
      const next = selection.isCollapsed()
        ? DraftJS.EditorState.push(
            editorState,
            DraftJS.Modifier.replaceText(content, selection, chosen.words, null, entity),
            "insert-characters",
          )
        : DraftJS.RichUtils.toggleLink(editorState, selection, entity);
      this.workflow.close();
      onComplete(next);
    }
  }

  const Claim = (props) => {
    const { key } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, {
      ...props,
      icon: "#icon-clipboard-list",
      label: key,
    });
  };

  draftail.registerPlugin({ type: "CLAIM", source: ClaimSource, decorator: Claim }, "entityTypes");
})();
