"""Write a tuned network as one file for onnxruntime: 8-bit weights, with its tokenizer inside."""

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from core.classifier.encoder import TOKENIZER_KEY
from core.classifier.finetune.network import Network, base_folder

_OPSET = 17


class _OneText(nn.Module):
    """The network for a batch of whole texts, without padding: the mask is all ones."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        states: Tensor = self.network(ids, torch.ones_like(ids))
        return states


def export(network: Network, path: Path) -> None:
    """Write `network` to `path`, about 24 MB.

    Weights are quantised to 7 of 8 bits and per channel, so that sums do not overflow on processors without VNNI.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the tracer: shapes are taken as constants where they are
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _OneText(network).eval(),
            (torch.ones(1, 8, dtype=torch.long),),
            str(plain),
            input_names=["input_ids"],
            output_names=["last_hidden_state"],
            dynamic_axes={"input_ids": {0: "batch", 1: "tokens"}, "last_hidden_state": {0: "batch", 1: "tokens"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(str(plain), str(path), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    model = onnx.load(str(path))
    entry = model.metadata_props.add()
    entry.key, entry.value = TOKENIZER_KEY, (base_folder() / "tokenizer.json").read_text(encoding="utf-8")
    onnx.save(model, str(path))
